package io.firstfin.kernel;

/** Receives the sockets of one pass over the kernel's tables. */
public interface SocketVisitor {
  /**
   * Announces a socket that no process owns any more, before the sockets of the same answer of the
   * kernel are visited: there is time to fetch what belongs to it from memory. A reader announces
   * none, or only some, and maybe one that it does not visit.
   */
  default void expect(long cookie) {}

  /** Receives one socket. It is a cursor: copy what is needed, and keep no reference to it. */
  void visit(KernelSocket socket);
}
