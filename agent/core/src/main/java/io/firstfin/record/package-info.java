/**
 * The hot path. The hooks' events about a socket come in, and the kernel's answers about it; a
 * record of fixed size for each close and each failed connect goes out through a ring, besides the
 * open records. Nothing here waits, logs, throws into the application or keeps a reference to a
 * socket.
 */
package io.firstfin.record;
