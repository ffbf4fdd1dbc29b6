package io.firstfin.kernel;

/** Receives the sockets of one pass over the kernel's tables. */
public interface SocketVisitor {
  /** Receives one socket. It is a cursor: copy what is needed, and keep no reference to it. */
  void visit(KernelSocket socket);
}
