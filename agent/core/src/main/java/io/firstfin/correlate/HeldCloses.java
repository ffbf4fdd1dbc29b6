package io.firstfin.correlate;

import io.firstfin.record.RecordVisitor;
import java.net.InetAddress;
import java.util.Arrays;

/** The records of closes whose verdicts are not final yet; the first has number 0. One thread. */
final class HeldCloses implements RecordVisitor {
  private static final int SMALLEST = 64;

  private static final int COOKIE = 0;
  private static final int NANO_TIME = 1;
  private static final int AGE = 2;
  private static final int FACTS = 3;
  private static final int PORTS = 4;
  private static final int INFO = 5;
  private static final int WORDS = 6;

  private int size;
  private long[] words = new long[SMALLEST * WORDS];
  private InetAddress[] remotes = new InetAddress[SMALLEST];
  private InetAddress[] locals = new InetAddress[SMALLEST];
  private boolean[] kept = new boolean[SMALLEST];

  int size() {
    return size;
  }

  @Override
  public void visit(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object remote) {
    visit(cookie, nanoTime, age, facts, ports, info, remote, null);
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
    if (size == remotes.length) {
      words = Arrays.copyOf(words, 2 * words.length);
      remotes = Arrays.copyOf(remotes, 2 * size);
      locals = Arrays.copyOf(locals, 2 * size);
      kept = Arrays.copyOf(kept, 2 * size);
    }
    int at = size * WORDS;
    words[at + COOKIE] = cookie;
    words[at + NANO_TIME] = nanoTime;
    words[at + AGE] = age;
    words[at + FACTS] = facts;
    words[at + PORTS] = ports;
    words[at + INFO] = info;
    remotes[size] = (InetAddress) remote;
    locals[size] = (InetAddress) local;
    kept[size] = false;
    size++;
  }

  long cookie(int close) {
    return words[close * WORDS + COOKIE];
  }

  long nanoTime(int close) {
    return words[close * WORDS + NANO_TIME];
  }

  long facts(int close) {
    return words[close * WORDS + FACTS];
  }

  void facts(int close, long facts) {
    words[close * WORDS + FACTS] = facts;
  }

  long ports(int close) {
    return words[close * WORDS + PORTS];
  }

  long info(int close) {
    return words[close * WORDS + INFO];
  }

  InetAddress remote(int close) {
    return remotes[close];
  }

  InetAddress local(int close) {
    return locals[close];
  }

  /** The next {@link #handTo} leaves out this record. */
  void keep(int close) {
    kept[close] = true;
  }

  boolean isKept(int close) {
    return kept[close];
  }

  private void moveToEnd(int close) {
    InetAddress remote = remotes[close];
    InetAddress local = locals[close];
    remotes[close] = null;
    locals[close] = null;
    System.arraycopy(words, close * WORDS, words, size * WORDS, WORDS);
    remotes[size] = remote;
    locals[size] = local;
    kept[size] = false;
    size++;
  }

  /** Hands the records over, and forgets them. */
  void handTo(RecordVisitor visitor) {
    int held = size;
    size = 0;
    for (int i = 0; i < held; i++) {
      int at = i * WORDS;
      InetAddress remote = remotes[i];
      if (kept[i]) {
        moveToEnd(i);
        continue;
      }
      remotes[i] = null;
      locals[i] = null;
      visitor.visit(
          words[at + COOKIE],
          words[at + NANO_TIME],
          words[at + AGE],
          words[at + FACTS],
          words[at + PORTS],
          words[at + INFO],
          remote);
    }
  }
}
