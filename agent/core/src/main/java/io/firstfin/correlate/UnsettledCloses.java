package io.firstfin.correlate;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.SocketStates;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.RecordVisitor;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Closes whose verdict is not certain. They are held until the kernel has shown what became of
 * their sockets, so that each close is counted once, with its final verdict. One thread.
 */
final class UnsettledCloses implements RecordVisitor {
  private static final int SMALLEST = 64;
  private static final int WORDS = 6;

  /**
   * The kernel may give the address pair of a socket in TIME_WAIT to a new connection after a
   * second (net.ipv4.tcp_tw_reuse_delay). A socket that is gone then proves nothing.
   */
  private static final long REUSE_NANOS = 900_000_000L;

  private final SocketStates sockets;
  private final LongSupplier timeWaitSkipped;
  private final RecordVisitor counted;
  private final GoneShares shares = new GoneShares();
  private long skippedBefore;
  private int size;
  private long[] words = new long[SMALLEST * WORDS];
  private Object[] remotes = new Object[SMALLEST];
  private Object[] locals = new Object[SMALLEST];
  private String failure;

  /**
   * @param timeWaitSkipped how many connections of the namespace ended without the TIME_WAIT that
   *     they should have had: because of resets after data that came after the close, or because
   *     the table was full
   * @param counted takes each record once its verdict is final
   */
  UnsettledCloses(SocketStates sockets, LongSupplier timeWaitSkipped, RecordVisitor counted) {
    this.sockets = sockets;
    this.counted = counted;
    this.timeWaitSkipped = timeWaitSkipped;
    skippedBefore = timeWaitSkipped.getAsLong();
  }

  /** Why the kernel cannot be asked; null while it can. */
  String failure() {
    return failure;
  }

  @Override
  public void visit(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object remote) {
    if (RecordFacts.kind(facts) != RecordFacts.REVISED || !revise(facts, ports, remote)) {
      counted.visit(cookie, nanoTime, age, facts, ports, info, remote);
    }
  }

  @Override
  public void visit(
      long cookie,
      long nanoTime,
      long age,
      long facts,
      long ports,
      long info,
      Object remote,
      Object local) {
    if (failure != null || RecordFacts.kind(facts) != RecordFacts.CLOSED) {
      visit(cookie, nanoTime, age, facts, ports, info, remote);
      return;
    }
    if (size == remotes.length) {
      words = Arrays.copyOf(words, 2 * words.length);
      remotes = Arrays.copyOf(remotes, 2 * size);
      locals = Arrays.copyOf(locals, 2 * size);
    }
    int at = size * WORDS;
    words[at] = cookie;
    words[at + 1] = nanoTime;
    words[at + 2] = age;
    words[at + 3] = facts;
    words[at + 4] = ports;
    words[at + 5] = info;
    remotes[size] = remote;
    locals[size] = local;
    size++;
  }

  /**
   * Takes what was found when the descriptor of a close was released. Returns false when that close
   * is not held.
   */
  private boolean revise(long facts, long ports, Object remote) {
    for (int i = size - 1; i >= 0; i--) {
      int at = i * WORDS;
      if (RecordPorts.local(words[at + 4]) == RecordPorts.local(ports)
          && RecordPorts.remote(words[at + 4]) == RecordPorts.remote(ports)
          && remotes[i].equals(remote)) {
        words[at + 3] =
            RecordFacts.settled(
                words[at + 3], RecordFacts.initiator(facts), RecordFacts.how(facts));
        return true;
      }
    }
    return false;
  }

  /**
   * Asks the kernel for the closes that are held, and then counts them. Returns false when none is
   * held.
   */
  boolean settle() {
    if (size == 0) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      int at = i * WORDS;
      sockets.add(
          (InetAddress) locals[i],
          RecordPorts.local(words[at + 4]),
          (InetAddress) remotes[i],
          RecordPorts.remote(words[at + 4]),
          words[at]);
    }
    try {
      sockets.ask();
    } catch (KernelException e) {
      failure = e.getMessage();
    }
    long skipped = timeWaitSkipped.getAsLong();
    long unexplained = skipped - skippedBefore;
    skippedBefore = skipped;
    long now = System.nanoTime();
    int held = size;
    size = 0;
    for (int i = 0; i < held; i++) {
      if (sockets.state(i) != SocketStates.GONE) {
        shares.found(words[i * WORDS + 3], words[i * WORDS + 4], remotes[i]);
      }
    }
    for (int i = 0; i < held; i++) {
      int at = i * WORDS;
      Object remote = remotes[i];
      remotes[i] = null;
      locals[i] = null;
      long facts = words[at + 3];
      if (RecordFacts.is(facts, RecordFacts.OPINION)) {
        int state = sockets.state(i);
        if (state != SocketStates.GONE) {
          facts = verdict(facts, state);
        } else if (RecordFacts.how(facts) == How.FIN) {
          boolean isOld = now - words[at + 1] >= REUSE_NANOS;
          boolean isUsual =
              !RecordFacts.is(facts, RecordFacts.ENDED)
                  && !shares.gone(facts, words[at + 4], remote);
          facts = gone(facts, isOld || isUsual || unexplained-- > 0);
        }
      }
      counted.visit(
          words[at], words[at + 1], words[at + 2], facts, words[at + 4], words[at + 5], remote);
    }
    sockets.clear();
    return true;
  }

  /**
   * The peer has acknowledged our FIN, which was the second; or a reset has ended the connection.
   * Where the absence of the socket proves nothing, the opinion stays.
   */
  private static long gone(long facts, boolean provesNothing) {
    return provesNothing ? facts : RecordFacts.settled(facts, Initiator.REMOTE, How.FIN);
  }

  /** The verdict by the socket's state. A reset that leaves no socket stays a reset. */
  private static long verdict(long facts, int state) {
    if (state == TcpState.TIME_WAIT.number()
        || state == TcpState.FIN_WAIT_1.number()
        || state == TcpState.FIN_WAIT_2.number()) {
      return RecordFacts.settled(facts, Initiator.LOCAL, How.FIN);
    }
    if (state == TcpState.CLOSING.number()) {
      return RecordFacts.settled(facts, Initiator.SIMULTANEOUS, How.FIN);
    }
    if (state == TcpState.LAST_ACK.number() || state == TcpState.CLOSE_WAIT.number()) {
      return RecordFacts.settled(facts, Initiator.REMOTE, How.FIN);
    }
    return facts;
  }
}
