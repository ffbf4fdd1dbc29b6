package io.firstfin.correlate;

import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.RecordVisitor;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Closes whose verdict is not certain. They are held until the kernel has shown what became of
 * their sockets, so that each close is counted once, with its final verdict. One thread.
 */
final class UnsettledCloses implements RecordVisitor {
  private static final int SMALLEST = 64;
  private static final int WORDS = 6;

  private final FinalVerdicts verdicts;
  private final RecordVisitor counted;
  private int size;
  private long[] words = new long[SMALLEST * WORDS];
  private Object[] remotes = new Object[SMALLEST];
  private Object[] locals = new Object[SMALLEST];

  /**
   * @param counted takes each record once its verdict is final
   */
  UnsettledCloses(FinalVerdicts verdicts, RecordVisitor counted) {
    this.verdicts = verdicts;
    this.counted = counted;
  }

  /** Why the kernel cannot be asked; null while it can. */
  String failure() {
    return verdicts.failure();
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
    if (verdicts.failure() != null || RecordFacts.kind(facts) != RecordFacts.CLOSED) {
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
      verdicts.add(
          words[at],
          words[at + 1],
          words[at + 3],
          words[at + 4],
          (InetAddress) remotes[i],
          (InetAddress) locals[i]);
    }
    verdicts.decide();
    int held = size;
    size = 0;
    for (int i = 0; i < held; i++) {
      int at = i * WORDS;
      Object remote = remotes[i];
      remotes[i] = null;
      locals[i] = null;
      counted.visit(
          words[at],
          words[at + 1],
          words[at + 2],
          verdicts.facts(i),
          words[at + 4],
          words[at + 5],
          remote);
    }
    verdicts.clear();
    return true;
  }
}
