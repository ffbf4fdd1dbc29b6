/**
 * What the kernel says: sockets by sock_diag or procfs, counts, settings and the process's own
 * descriptors. The kernel's bytes come in, through the C library or /proc, and numbers go out;
 * their Javadoc gives the unit and the place in the kernel's sources that defines them. Nothing
 * here may know closes, lines of code or findings, and what cannot be read must be unknown, never
 * zero.
 */
package io.firstfin.kernel;
