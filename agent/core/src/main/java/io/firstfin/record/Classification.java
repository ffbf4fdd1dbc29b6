package io.firstfin.record;

import io.firstfin.kernel.Errno;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;

/**
 * Decides which side ended a connection first, and how, from the kernel's state at our close (RFC
 * 9293, section 3.6; net/ipv4/tcp.c, __tcp_close). Pure functions.
 */
final class Classification {
  private Classification() {}

  /**
   * The verdict just before a close; null when the close ends no connection.
   *
   * @param state the kernel's number of the state, or negative when it could not be asked
   * @param peerReset whether only a reset by the peer can be the reason for the state CLOSED
   * @param halfClosed which side was first at an earlier shutdownOutput, or null when there was
   *     none
   * @param reset whether our close resets: SO_LINGER is 0, or unread data waits
   */
  static Verdict atClose(int state, boolean peerReset, Initiator halfClosed, boolean reset) {
    How how = reset ? How.RST : How.FIN;
    if (state == TcpState.ESTABLISHED.number()) {
      return Verdict.of(Initiator.LOCAL, how, true);
    }
    if (state == TcpState.CLOSE_WAIT.number()) {
      return settled(Initiator.REMOTE, afterPeersFin(reset));
    }
    if (state == TcpState.FIN_WAIT_1.number() || state == TcpState.FIN_WAIT_2.number()) {
      // Our FIN has left, and the peer's has not arrived.
      return settled(Initiator.LOCAL, how);
    }
    if (state == TcpState.LAST_ACK.number()) {
      return settled(Initiator.REMOTE, How.FIN);
    }
    if (state == TcpState.CLOSING.number()) {
      return settled(Initiator.SIMULTANEOUS, How.FIN);
    }
    if (state == TcpState.CLOSED.number()) {
      if (halfClosed != null && halfClosed != Initiator.UNKNOWN) {
        // Both FINs have arrived: the descriptor reads CLOSED while TIME_WAIT goes on without it.
        return settled(halfClosed, How.FIN);
      }
      return peerReset
          ? settled(Initiator.REMOTE, How.RST)
          : settled(Initiator.UNKNOWN, How.UNKNOWN);
    }
    if (state == TcpState.SYN_SENT.number() || state == TcpState.LISTEN.number()) {
      return null;
    }
    return settled(halfClosed == null ? Initiator.UNKNOWN : halfClosed, How.UNKNOWN);
  }

  /**
   * The verdict after our FIN, where the descriptor still shows the connection's state.
   *
   * @param state the kernel's number of the state, or negative when it could not be asked
   * @param peerHere whether the peer's socket can be asked for later. Then FIN_WAIT_1 does not
   *     settle the close, because the peer's FIN can be on its way and cross ours
   * @param opinion the verdict from before the FIN
   */
  static Verdict afterFin(int state, boolean peerHere, Verdict opinion) {
    if (state == TcpState.FIN_WAIT_1.number() && peerHere) {
      return opinion.waiting();
    }
    if (state == TcpState.FIN_WAIT_1.number() || state == TcpState.FIN_WAIT_2.number()) {
      return settled(Initiator.LOCAL, opinion.how);
    }
    if (state == TcpState.CLOSING.number()) {
      return settled(Initiator.SIMULTANEOUS, How.FIN);
    }
    if (state == TcpState.CLOSE_WAIT.number() || state == TcpState.LAST_ACK.number()) {
      return settled(Initiator.REMOTE, opinion.how == How.RST ? How.FIN_THEN_OUR_RST : opinion.how);
    }
    return opinion;
  }

  /**
   * The verdict where the connection reads CLOSED right after our FIN.
   *
   * @param error SO_ERROR, or negative when it could not be asked (net/ipv4/tcp_input.c, tcp_reset)
   * @param sent false only if this end has sent no segment, so also no FIN, since it read
   *     ESTABLISHED
   * @param dropped segments dropped at the socket. A reset of the peer's that crosses our FIN is
   *     followed by one that answers the FIN, and the ended connection drops it (tcp_input.c,
   *     tcp_rcv_state_process)
   * @param opinion the verdict from before the FIN
   */
  static Verdict afterEnd(long error, boolean sent, long dropped, Verdict opinion) {
    if (!sent) {
      // Our FIN did not leave, so that a reset of the peer's had ended the connection before.
      return settled(Initiator.REMOTE, How.RST);
    }
    if (error == Errno.ECONNRESET) {
      // The peer has reset the connection, and had sent no FIN itself. Where the reset has crossed
      // our FIN, the kernel does not keep which of the two was sent first.
      return dropped > 0
          ? settled(Initiator.UNKNOWN, How.UNKNOWN)
          : settled(opinion.initiator, opinion.how);
    }
    if (error == Errno.EPIPE) {
      // The peer has reset the connection after its own FIN.
      return settled(Initiator.REMOTE, opinion.how);
    }
    // TIME_WAIT goes on without the descriptor, or our FIN was the last and is acknowledged.
    return error == 0 ? opinion.ended() : opinion;
  }

  /**
   * The verdict when a descriptor closes whose socket has unread data or SO_LINGER 0.
   *
   * @param state the kernel's number of the state, or negative when it could not be asked
   * @param first the verdict so far
   * @param unread bytes of unread data; where there are none, SO_LINGER is 0. Negative when the
   *     kernel could not be asked
   */
  static Verdict atRelease(int state, Verdict first, long unread) {
    if (unread < 0) {
      return Verdict.of(first.initiator, How.UNKNOWN, first.isOpinion);
    }
    if (state == TcpState.ESTABLISHED.number()) {
      return Verdict.of(Initiator.LOCAL, How.RST, true);
    }
    if (state == TcpState.FIN_WAIT_1.number() || state == TcpState.FIN_WAIT_2.number()) {
      return settled(Initiator.LOCAL, How.RST);
    }
    if (state == TcpState.CLOSE_WAIT.number()) {
      return settled(Initiator.REMOTE, How.FIN_THEN_OUR_RST);
    }
    if (state == TcpState.LAST_ACK.number()) {
      // net/ipv4/tcp.c, tcp_need_reset: SO_LINGER 0 resets no connection whose FINs have crossed.
      return settled(Initiator.REMOTE, afterPeersFin(unread > 0));
    }
    if (state == TcpState.CLOSING.number()) {
      return settled(Initiator.SIMULTANEOUS, How.FIN);
    }
    // When the peer has acknowledged the last FIN, there is nothing left to reset.
    How how = state == TcpState.CLOSED.number() ? How.FIN : How.UNKNOWN;
    return Verdict.of(first.initiator, how, first.isOpinion);
  }

  /** Which side is first when our FIN leaves by shutdownOutput in this state. */
  static Initiator atShutdownOutput(int state) {
    if (state == TcpState.ESTABLISHED.number()) {
      return Initiator.LOCAL;
    }
    if (state == TcpState.CLOSE_WAIT.number()) {
      return Initiator.REMOTE;
    }
    return Initiator.UNKNOWN;
  }

  private static How afterPeersFin(boolean reset) {
    return reset ? How.FIN_THEN_OUR_RST : How.FIN;
  }

  private static Verdict settled(Initiator initiator, How how) {
    return Verdict.of(initiator, how, false);
  }
}
