package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;

/**
 * Who ended a connection first and how, from the kernel's state just before our close (RFC 9293,
 * section 3.6; net/ipv4/tcp.c, __tcp_close). Pure functions.
 */
final class Classification {
  /** The socket was never connected: its close ends no connection. */
  static final int NO_CONNECTION = -1;

  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();

  private Classification() {}

  /**
   * Initiator and how, packed for {@link #initiator} and {@link #how}, or {@link #NO_CONNECTION}.
   *
   * @param state the kernel's number of the state, or negative when it could not be asked
   * @param peerReset whether a state of CLOSED can only be from a reset by the peer
   * @param halfClosed who was first by an earlier shutdownOutput, or null
   * @param reset whether our close resets: SO_LINGER is 0, or unread data waits
   */
  static int atClose(int state, boolean peerReset, Initiator halfClosed, boolean reset) {
    How how = reset ? How.RST : How.FIN;
    if (state == TcpState.ESTABLISHED.number()) {
      return pack(Initiator.LOCAL, how);
    }
    if (state == TcpState.CLOSE_WAIT.number()) {
      return pack(Initiator.REMOTE, how);
    }
    if (state == TcpState.FIN_WAIT_1.number() || state == TcpState.FIN_WAIT_2.number()) {
      // Our FIN has left and the peer's has not come.
      return pack(Initiator.LOCAL, how);
    }
    if (state == TcpState.LAST_ACK.number()) {
      return pack(Initiator.REMOTE, How.FIN);
    }
    if (state == TcpState.CLOSING.number()) {
      return pack(Initiator.SIMULTANEOUS, How.FIN);
    }
    if (state == TcpState.CLOSED.number()) {
      if (halfClosed != null && halfClosed != Initiator.UNKNOWN) {
        // Both FINs are through: the descriptor reads CLOSED while TIME_WAIT runs without it.
        return pack(halfClosed, How.FIN);
      }
      return peerReset ? pack(Initiator.REMOTE, How.RST) : pack(Initiator.UNKNOWN, How.UNKNOWN);
    }
    if (state == TcpState.SYN_SENT.number() || state == TcpState.LISTEN.number()) {
      return NO_CONNECTION;
    }
    if (halfClosed != null) {
      return pack(halfClosed, How.UNKNOWN);
    }
    return pack(Initiator.UNKNOWN, How.UNKNOWN);
  }

  /**
   * Initiator and how, when the descriptor closes of a socket whose close sent its FIN before and
   * which has data that nobody has read, or SO_LINGER 0. Packed as by {@link #atClose}.
   *
   * @param state the kernel's number of the state, or negative when it could not be asked
   * @param first who was first by the state before the FIN
   * @param unread whether data waits; where not, SO_LINGER is 0
   */
  static int atRelease(int state, Initiator first, boolean unread) {
    if (state == TcpState.ESTABLISHED.number()
        || state == TcpState.FIN_WAIT_1.number()
        || state == TcpState.FIN_WAIT_2.number()) {
      return pack(Initiator.LOCAL, How.RST);
    }
    if (state == TcpState.CLOSE_WAIT.number()) {
      return pack(Initiator.REMOTE, How.RST);
    }
    if (state == TcpState.LAST_ACK.number()) {
      // net/ipv4/tcp.c, tcp_need_reset: SO_LINGER 0 resets no connection whose FINs have crossed.
      return pack(Initiator.REMOTE, unread ? How.RST : How.FIN);
    }
    if (state == TcpState.CLOSING.number()) {
      return pack(Initiator.SIMULTANEOUS, How.FIN);
    }
    // Where the peer has acknowledged the last FIN there is nothing left to reset.
    return pack(first, state == TcpState.CLOSED.number() ? How.FIN : How.UNKNOWN);
  }

  /** Who is first when our FIN leaves by shutdownOutput in this state. */
  static Initiator atShutdownOutput(int state) {
    if (state == TcpState.ESTABLISHED.number()) {
      return Initiator.LOCAL;
    }
    if (state == TcpState.CLOSE_WAIT.number()) {
      return Initiator.REMOTE;
    }
    return Initiator.UNKNOWN;
  }

  static Initiator initiator(int packed) {
    return INITIATORS[packed >> 4];
  }

  static How how(int packed) {
    return HOWS[packed & 0xf];
  }

  private static int pack(Initiator initiator, How how) {
    return initiator.ordinal() << 4 | how.ordinal();
  }
}
