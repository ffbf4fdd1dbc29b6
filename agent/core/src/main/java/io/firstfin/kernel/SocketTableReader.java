package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/**
 * Reads the TCP sockets of this process's network namespace, of IPv4 and IPv6. Any thread may call
 * it; passes run one after the other.
 */
public interface SocketTableReader extends AutoCloseable {
  /** Every state of {@link TcpState}. */
  int ALL_STATES = 0xffe;

  /** {@code sock_diag} or {@code procfs}. */
  String source();

  /**
   * Makes one pass. Each socket whose state is in the mask is visited once, although the kernel may
   * show a socket twice when its hash chain changes meanwhile: a socket is recognised by its cookie
   * (sock_diag) or its address pair (procfs). The tables are no snapshot, so that a socket which
   * appears or disappears during the pass may be missing.
   *
   * @param stateMask the sum of the {@link TcpState#bit} of the wanted states; an orphan in
   *     FIN_WAIT_2 belongs to FIN_WAIT_2
   * @throws KernelException when the pass was not complete; the sockets that were visited are only
   *     a part, and must be discarded
   */
  ReadStats read(int stateMask, SocketVisitor visitor) throws KernelException;

  /** Frees the descriptor and memory; later reads throw. May be called more than once. */
  @Override
  void close();
}
