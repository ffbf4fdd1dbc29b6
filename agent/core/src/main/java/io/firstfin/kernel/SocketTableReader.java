package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/**
 * Reads the TCP sockets of this process's network namespace, IPv4 and IPv6. Safe for use by several
 * threads; passes are one after the other.
 */
public interface SocketTableReader extends AutoCloseable {
  /** Every state of {@link TcpState}. */
  int ALL_STATES = 0xffe;

  /** {@code sock_diag} or {@code procfs}. */
  String source();

  /**
   * One pass. Each socket whose state is in the mask is visited once: by cookie (sock_diag) or by
   * address pair (procfs), because the kernel may show a socket twice when its hash chain changes
   * during the dump. The tables are no snapshot: a socket that comes or goes during the pass may be
   * missing.
   *
   * @param stateMask sum of {@link TcpState#bit}; an orphan in FIN_WAIT_2 belongs to FIN_WAIT_2
   * @throws KernelException when the pass was not whole; what was visited until then is a part and
   *     must be thrown away
   */
  ReadStats read(int stateMask, SocketVisitor visitor) throws KernelException;

  /** Frees the descriptor and memory; later reads throw. May be called more than once. */
  @Override
  void close();
}
