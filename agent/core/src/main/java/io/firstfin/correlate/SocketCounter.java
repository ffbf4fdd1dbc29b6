package io.firstfin.correlate;

import io.firstfin.vocabulary.TcpState;

/** Counts this JVM's sockets of one census, for one fact. */
abstract class SocketCounter {
  /** Sum of {@link TcpState#bit} of the states that are counted. */
  final int states;

  SocketCounter(TcpState... states) {
    int bits = 0;
    for (TcpState state : states) {
      bits |= state.bit();
    }
    this.states = bits;
  }

  /**
   * Takes a socket in one of the states: one that belongs to a descriptor of this JVM, or one that
   * this JVM has closed first. The kernel may show a socket twice.
   *
   * @param socket valid during the call only
   */
  abstract void see(JoinedSocket socket);
}
