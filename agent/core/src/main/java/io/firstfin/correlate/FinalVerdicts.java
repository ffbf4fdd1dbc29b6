package io.firstfin.correlate;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.SocketStates;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Turns opinions into verdicts, by what the kernel shows of each socket some moments after its FIN.
 * Where both ends are on this host, it also asks for the peer's socket. One thread.
 */
final class FinalVerdicts {
  private static final int SMALLEST = 64;
  private static final int NOT_ASKED = -1;

  /** Any socket of an address pair, whatever its cookie. */
  private static final long ANY_COOKIE = 0;

  private final SocketStates sockets;
  private final GoneSockets gone;
  private int size;
  private long[] nanoTimes = new long[SMALLEST];
  private long[] facts = new long[SMALLEST];
  private long[] ports = new long[SMALLEST];
  private InetAddress[] remotes = new InetAddress[SMALLEST];
  private InetAddress[] locals = new InetAddress[SMALLEST];

  /** The number of the question about the own socket. */
  private int[] own = new int[SMALLEST];

  /** The number of a question that the own socket's answer led to. */
  private int[] further = new int[SMALLEST];

  private String failure;

  FinalVerdicts(SocketStates sockets, GoneSockets gone) {
    this.sockets = sockets;
    this.gone = gone;
  }

  /** Why the kernel cannot be asked; null while it can. */
  String failure() {
    return failure;
  }

  /** Adds a close; the first has number 0. Only an opinion is decided, the others stay. */
  void add(
      long cookie,
      long nanoTime,
      long closeFacts,
      long closePorts,
      InetAddress remote,
      InetAddress local) {
    if (size == facts.length) {
      nanoTimes = Arrays.copyOf(nanoTimes, 2 * size);
      facts = Arrays.copyOf(facts, 2 * size);
      ports = Arrays.copyOf(ports, 2 * size);
      remotes = Arrays.copyOf(remotes, 2 * size);
      locals = Arrays.copyOf(locals, 2 * size);
      own = Arrays.copyOf(own, 2 * size);
      further = Arrays.copyOf(further, 2 * size);
    }
    nanoTimes[size] = nanoTime;
    facts[size] = closeFacts;
    ports[size] = closePorts;
    remotes[size] = remote;
    locals[size] = local;
    further[size] = NOT_ASKED;
    own[size] = RecordFacts.is(closeFacts, RecordFacts.OPINION) ? ask(size, cookie) : NOT_ASKED;
    size++;
  }

  private int ask(int close, long cookie) {
    return sockets.add(
        locals[close],
        RecordPorts.local(ports[close]),
        remotes[close],
        RecordPorts.remote(ports[close]),
        cookie);
  }

  private int askPeer(int close) {
    return sockets.add(
        remotes[close],
        RecordPorts.remote(ports[close]),
        locals[close],
        RecordPorts.local(ports[close]),
        ANY_COOKIE);
  }

  /** Asks the kernel, and decides all closes. Without an answer the opinion stays. */
  void decide() {
    try {
      sockets.ask();
      askFurther();
      sockets.ask();
    } catch (KernelException e) {
      failure = e.getMessage();
    }
    long now = System.nanoTime();
    gone.begin();
    for (int i = 0; i < size; i++) {
      if (state(own[i]) > SocketStates.GONE) {
        gone.found(facts[i], ports[i], remotes[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      facts[i] = decided(i, now);
    }
    gone.end();
  }

  private void askFurther() {
    for (int i = 0; i < size; i++) {
      int state = state(own[i]);
      if (state == SocketStates.GONE) {
        further[i] = isPeerHere(i) ? askPeer(i) : ask(i, ANY_COOKIE);
      } else if (state == TcpState.TIME_WAIT.number() && isPeerHere(i)) {
        further[i] = askPeer(i);
      }
    }
  }

  /** Whether the peer's socket is in this network namespace too. */
  private boolean isPeerHere(int close) {
    return remotes[close].isLoopbackAddress() || remotes[close].equals(locals[close]);
  }

  private int state(int question) {
    return question == NOT_ASKED ? SocketStates.UNANSWERED : sockets.state(question);
  }

  private long decided(int close, long now) {
    long opinion = facts[close];
    int state = state(own[close]);
    if (state == SocketStates.GONE) {
      return RecordFacts.how(opinion) == How.FIN ? gone(close, now) : opinion;
    }
    if (state == TcpState.TIME_WAIT.number()) {
      // After FINs that crossed, both ends are in TIME_WAIT (RFC 9293, section 3.6, case 3).
      boolean crossed = state(further[close]) == TcpState.TIME_WAIT.number();
      return fin(opinion, crossed ? Initiator.SIMULTANEOUS : Initiator.LOCAL);
    }
    if (state == TcpState.FIN_WAIT_1.number() || state == TcpState.FIN_WAIT_2.number()) {
      return fin(opinion, Initiator.LOCAL);
    }
    if (state == TcpState.CLOSING.number()) {
      return fin(opinion, Initiator.SIMULTANEOUS);
    }
    if (state == TcpState.LAST_ACK.number() || state == TcpState.CLOSE_WAIT.number()) {
      return fin(opinion, Initiator.REMOTE);
    }
    return opinion;
  }

  /** The verdict for a close whose socket does not exist any more. */
  private long gone(int close, long now) {
    long opinion = facts[close];
    int other = state(further[close]);
    if (isPeerHere(close) && other == TcpState.TIME_WAIT.number()) {
      return fin(opinion, Initiator.REMOTE);
    }
    if (other > SocketStates.GONE && RecordFacts.role(opinion) == Role.SERVER) {
      // The client has connected from the same port again. It can only do so at once if it is not
      // in TIME_WAIT itself; our TIME_WAIT gives way to its SYN (RFC 9293, section 3.10.7.4).
      return fin(opinion, Initiator.LOCAL);
    }
    if (isPeerHere(close) && other == SocketStates.GONE) {
      // Neither end is in TIME_WAIT: a reset has ended the connection after our FIN.
      return fin(opinion, Initiator.LOCAL);
    }
    if (GoneSockets.isOld(nanoTimes[close], now)) {
      return fin(opinion, Initiator.UNKNOWN);
    }
    if (isPeerHere(close)) {
      return opinion;
    }
    return gone.proves(opinion, ports[close], remotes[close])
        ? fin(opinion, Initiator.REMOTE)
        : opinion;
  }

  private static long fin(long opinion, Initiator initiator) {
    return RecordFacts.settled(opinion, initiator, How.FIN);
  }

  /** What is known of a close; its verdict is final after {@link #decide}. */
  long facts(int close) {
    return facts[close];
  }

  /** Forgets all closes. */
  void clear() {
    Arrays.fill(remotes, 0, size, null);
    Arrays.fill(locals, 0, size, null);
    size = 0;
    sockets.clear();
  }
}
