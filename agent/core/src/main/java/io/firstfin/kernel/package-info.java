/**
 * What the kernel says: sockets by sock_diag or procfs, counts, settings, the process's own
 * descriptors. Bytes of the kernel come in, through the C library or /proc, and numbers go out,
 * each with its unit and the place in the kernel's sources that defines it. Nothing here may know
 * of closes, lines of code or findings, and what cannot be read is unknown, never zero.
 */
package io.firstfin.kernel;
