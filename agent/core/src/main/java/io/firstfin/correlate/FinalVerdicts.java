package io.firstfin.correlate;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.SocketStates;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;

/**
 * Turns the opinions among held closes into verdicts, by what the kernel shows of each socket some
 * moments after its FIN. Where both ends are on this host, it also asks for the peer's socket. One
 * thread.
 */
final class FinalVerdicts {
  private static final int NOT_ASKED = -1;

  /** Any socket of an address pair, whatever its cookie. */
  private static final long ANY_COOKIE = 0;

  private final HeldCloses closes;
  private final SocketStates sockets;
  private final GoneSockets gone;
  private final HeldPairs pairs;

  /** The number of the question about the own socket, by close. */
  private int[] own = {};

  /** The number of a question that the own socket's answer led to, by close. */
  private int[] further = {};

  /** How many of the held closes have been asked for. */
  private int asked;

  private String failure;
  private boolean paused;

  FinalVerdicts(HeldCloses closes, SocketStates sockets, GoneSockets gone) {
    this.closes = closes;
    this.sockets = sockets;
    this.gone = gone;
    pairs = new HeldPairs(closes);
  }

  /** Why the kernel did not answer the last time; null when it did. */
  String failure() {
    return failure;
  }

  /** Whether the kernel is not to be asked until {@link #tryAgain}. */
  boolean isPaused() {
    return paused;
  }

  void tryAgain() {
    paused = false;
  }

  /** Notes a record that passes without a look-up. */
  void passed(long nanoTime, long facts, long ports, Object remote) {
    pairs.note(nanoTime, facts, ports, remote);
  }

  /** Forgets the records that have passed, because no close is held. */
  void forgetPassed() {
    pairs.beginQuestions();
    pairs.clear();
  }

  /** Forgets the answers, and the records that had passed before the kernel was asked. */
  void forget() {
    sockets.clear();
    pairs.clear();
  }

  /**
   * Decides the closes that were asked for, but for those that it keeps for the next time. So it
   * keeps the closes that have come since. Without an answer the opinion stays.
   */
  void decide() {
    long now = System.nanoTime();
    for (int i = asked; i < closes.size(); i++) {
      closes.keep(i);
    }
    gone.begin();
    for (int i = 0; i < asked; i++) {
      weigh(i, now);
    }
    decide(true, now);
    decide(false, now);
    gone.end();
  }

  private void weigh(int close, long now) {
    if (isBeforeFin(close, now)) {
      closes.keep(close);
    } else if (ownState(close) > SocketStates.GONE) {
      gone.found(closes.facts(close), closes.ports(close), closes.remote(close));
    } else if (isWeighed(close, now)) {
      gone.gone(closes.facts(close), closes.ports(close), closes.remote(close));
    }
  }

  private void decide(boolean withTls, long now) {
    for (int i = 0; i < asked; i++) {
      if (TcpInfo.is(closes.info(i), TcpInfo.TLS) == withTls && !closes.isKept(i)) {
        closes.facts(i, decided(i, now));
      }
    }
  }

  /**
   * Whether the FIN has not left: a thread that is blocked in a read of the socket has not come
   * back yet, and the kernel closes it only then.
   */
  private boolean isBeforeFin(int close, long now) {
    return ownState(close) == TcpState.ESTABLISHED.number()
        && !GoneSockets.isOld(closes.nanoTime(close), now);
  }

  /** Asks the kernel for the closes that are held. */
  void ask() {
    asked = closes.size();
    pairs.beginQuestions();
    if (own.length < closes.size()) {
      own = new int[closes.size()];
      further = new int[closes.size()];
    }
    for (int i = 0; i < closes.size(); i++) {
      boolean isOpinion = RecordFacts.is(closes.facts(i), RecordFacts.OPINION);
      own[i] = isOpinion ? add(i, closes.cookie(i)) : NOT_ASKED;
      further[i] = NOT_ASKED;
    }
    try {
      sockets.ask();
      addFurther();
      sockets.ask();
      failure = null;
    } catch (KernelException e) {
      failure = e.getMessage();
      paused = true;
    }
  }

  private int add(int close, long cookie) {
    return sockets.add(
        closes.local(close),
        RecordPorts.local(closes.ports(close)),
        closes.remote(close),
        RecordPorts.remote(closes.ports(close)),
        cookie);
  }

  private int addPeer(int close) {
    return sockets.add(
        closes.remote(close),
        RecordPorts.remote(closes.ports(close)),
        closes.local(close),
        RecordPorts.local(closes.ports(close)),
        ANY_COOKIE);
  }

  private void addFurther() {
    for (int i = 0; i < closes.size(); i++) {
      int state = state(own[i]);
      if (state == SocketStates.GONE) {
        further[i] = isPeerHere(i) ? addPeer(i) : add(i, ANY_COOKIE);
      } else if (isFirstByItself(state) && isPeerHere(i)) {
        further[i] = addPeer(i);
      }
    }
  }

  /**
   * Whether nothing but what became of other closes tells what it means that the socket of this one
   * is gone.
   */
  private boolean isWeighed(int close, long now) {
    long opinion = closes.facts(close);
    boolean isReplaced =
        state(further[close]) > SocketStates.GONE && RecordFacts.role(opinion) == Role.SERVER;
    return ownState(close) == SocketStates.GONE
        && RecordFacts.how(opinion) == How.FIN
        && !isPeerHere(close)
        && !isReplaced
        && !GoneSockets.isOld(closes.nanoTime(close), now);
  }

  /** Whether the peer's socket is in this network namespace too. */
  private boolean isPeerHere(int close) {
    InetAddress remote = closes.remote(close);
    return remote.isLoopbackAddress() || remote.equals(closes.local(close));
  }

  /** Whether an end that is in this state sent its FIN before it knew of the other's. */
  private static boolean isFirstByItself(int state) {
    return state == TcpState.FIN_WAIT_1.number()
        || state == TcpState.CLOSING.number()
        || state == TcpState.TIME_WAIT.number();
  }

  /** The state of its own socket. What a release has decided meanwhile is not asked for. */
  private int ownState(int close) {
    boolean isOpinion = RecordFacts.is(closes.facts(close), RecordFacts.OPINION);
    return isOpinion ? state(own[close]) : SocketStates.UNANSWERED;
  }

  private int state(int question) {
    return question == NOT_ASKED ? SocketStates.UNANSWERED : sockets.state(question);
  }

  private long decided(int close, long now) {
    long opinion = closes.facts(close);
    int state = ownState(close);
    if (state == SocketStates.GONE) {
      return RecordFacts.how(opinion) == How.FIN ? gone(close, now) : opinion;
    }
    if (state == TcpState.CLOSING.number()) {
      return fin(opinion, Initiator.SIMULTANEOUS);
    }
    if (isFirstByItself(state)) {
      // After FINs that crossed, both ends are in such states (RFC 9293, section 3.6, case 3).
      boolean crossed = isFirstByItself(state(further[close]));
      return fin(opinion, crossed ? Initiator.SIMULTANEOUS : Initiator.LOCAL);
    }
    if (state == TcpState.FIN_WAIT_2.number()) {
      return fin(opinion, Initiator.LOCAL);
    }
    if (state == TcpState.LAST_ACK.number() || state == TcpState.CLOSE_WAIT.number()) {
      return fin(opinion, Initiator.REMOTE);
    }
    return opinion;
  }

  /** The verdict for a close whose socket does not exist any more. */
  private long gone(int close, long now) {
    long opinion = closes.facts(close);
    if (isWeighed(close, now)) {
      Initiator verdict = gone.verdict(opinion, closes.ports(close), closes.remote(close));
      return verdict == Initiator.LOCAL ? opinion : fin(opinion, verdict);
    }
    int other = state(further[close]);
    boolean isOld = GoneSockets.isOld(closes.nanoTime(close), now);
    if (!isOld && RecordFacts.is(opinion, RecordFacts.WAITING)) {
      // After FINs that crossed it would be in TIME_WAIT, so a reset has come after ours.
      return fin(opinion, Initiator.LOCAL);
    }
    if (isOld && other > SocketStates.GONE) {
      // It is perhaps a later connection of the same address pair.
      return fin(opinion, Initiator.UNKNOWN);
    }
    if (isPeerHere(close) && other == TcpState.TIME_WAIT.number() && !pairs.isUsedAgain(close)) {
      return fin(opinion, Initiator.REMOTE);
    }
    if (other > SocketStates.GONE && RecordFacts.role(opinion) == Role.SERVER) {
      // The client has connected from the same port again. It can only do so at once if it is not
      // in TIME_WAIT itself; our TIME_WAIT gives way to its SYN (RFC 9293, section 3.10.7.4).
      return fin(opinion, Initiator.LOCAL);
    }
    if (isPeerHere(close) && other == SocketStates.GONE) {
      // Neither end is in TIME_WAIT: a reset has ended the connection after our FIN. It can also be
      // the end of a TIME_WAIT, where an acknowledgement came twice.
      boolean isUnasked = RecordFacts.is(opinion, RecordFacts.UNASKED);
      return fin(opinion, isUnasked ? Initiator.UNKNOWN : Initiator.LOCAL);
    }
    // A socket of the peer's on this host is of another connection by now. After a reset that one
    // can take the address pair at once, and end.
    return isOld || other > SocketStates.GONE ? fin(opinion, Initiator.UNKNOWN) : opinion;
  }

  private static long fin(long opinion, Initiator initiator) {
    return RecordFacts.settled(opinion, initiator, How.FIN);
  }
}
