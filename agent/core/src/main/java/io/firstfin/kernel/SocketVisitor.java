package io.firstfin.kernel;

/** Receives the sockets of one pass over the kernel's tables. */
public interface SocketVisitor {
  /** The socket is a cursor: copy what is needed, keep no reference. */
  void visit(KernelSocket socket);
}
