/**
 * The hot path: what the hooks tell of a socket comes in, and the kernel's answers about it. A
 * record of fixed size goes out into a ring for each close and each failed connect, and what is
 * known of the connections that are open. Nothing here waits, logs, throws into the application or
 * keeps a reference to a socket.
 */
package io.firstfin.record;
