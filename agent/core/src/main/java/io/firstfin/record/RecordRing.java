package io.firstfin.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A bounded queue of fixed-size records from any thread to one reader. A full ring refuses a record
 * and counts it; no thread ever waits.
 */
public final class RecordRing {
  private static final int WORDS = 6;

  /**
   * The reader is woken after so many records, if the kernel must settle verdicts: where closes are
   * many, the address pair of a closed connection is soon taken again. A power of two.
   */
  private static final int SETTLED_TOGETHER = 256;

  private final int capacity;

  /**
   * For each slot: twice the number of the lap when the slot is free for that lap, and one more
   * when it holds that lap's record.
   */
  private final AtomicLongArray turns;

  private final long[] words;
  private final Object[] addresses;
  private final Object[] locals;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile Thread reader;
  private volatile boolean wakeSoon;
  private long head;

  /** {@code capacity} is a power of two. */
  public RecordRing(int capacity) {
    if (capacity < 8 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity " + capacity + " is no power of two above 4");
    }
    this.capacity = capacity;
    turns = new AtomicLongArray(capacity);
    words = new long[capacity * WORDS];
    addresses = new Object[capacity];
    locals = new Object[capacity];
  }

  /** Sets the thread to wake when records pile up before it comes by itself. */
  public void wake(Thread thread) {
    reader = thread;
  }

  /**
   * Sets whether the reader is woken by the next record whose verdict the kernel must settle soon.
   */
  public void wakeSoon(boolean wanted) {
    wakeSoon = wanted;
  }

  /** Makes the reader come now. */
  void wakeReader() {
    LockSupport.unpark(reader);
  }

  /** Whether a record waits for the reader. */
  public boolean isPending() {
    return tail.get() != head;
  }

  /** The number of records so far, with those that were refused. */
  public long offered() {
    return tail.get() + dropped.get();
  }

  /** The number of records that were refused because the ring was full. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Adds a record; false when there is no room. {@code address} is the peer's InetAddress or null.
   */
  boolean offer(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object address) {
    return offer(cookie, nanoTime, age, facts, ports, info, address, null);
  }

  /** The same with this end's InetAddress, which may be null. */
  boolean offer(
      long cookie,
      long nanoTime,
      long age,
      long facts,
      long ports,
      long info,
      Object address,
      Object local) {
    while (true) {
      long position = tail.get();
      int slot = slot(position);
      long turn = turns.get(slot);
      if (turn == 2 * lap(position)) {
        // At the end of a stack this call can fail. After it the same call below cannot: a place
        // that was taken and never filled would stop the reader for good.
        turns.compareAndSet(slot, turn, turn);
        if (tail.compareAndSet(position, position + 1)) {
          int at = slot * WORDS;
          words[at] = cookie;
          words[at + 1] = nanoTime;
          words[at + 2] = age;
          words[at + 3] = facts;
          words[at + 4] = ports;
          words[at + 5] = info;
          addresses[slot] = address;
          locals[slot] = local;
          turns.compareAndSet(slot, turn, turn + 1);
          wakeReader(position, local != null);
          return true;
        }
      } else if (turn < 2 * lap(position) && tail.get() == position) {
        dropped.incrementAndGet();
        return false;
      }
    }
  }

  private void wakeReader(long position, boolean isUnsettled) {
    if (isUnsettled && wakeSoon) {
      wakeSoon = false;
      LockSupport.unpark(reader);
    } else if ((position & (isUnsettled ? SETTLED_TOGETHER : capacity / 8) - 1) == 0) {
      LockSupport.unpark(reader);
    }
  }

  /** Hands every record that is there to {@code visitor}; only the reader's thread calls this. */
  public int drain(RecordVisitor visitor) {
    int drained = 0;
    while (true) {
      int slot = slot(head);
      if (turns.get(slot) != 2 * lap(head) + 1) {
        return drained;
      }
      int at = slot * WORDS;
      Object address = addresses[slot];
      Object local = locals[slot];
      addresses[slot] = null;
      locals[slot] = null;
      try {
        visit(visitor, at, address, local);
      } finally {
        turns.set(slot, 2 * (lap(head) + 1));
        head++;
        drained++;
      }
    }
  }

  private void visit(RecordVisitor visitor, int at, Object address, Object local) {
    if (local == null) {
      visitor.visit(
          words[at],
          words[at + 1],
          words[at + 2],
          words[at + 3],
          words[at + 4],
          words[at + 5],
          address);
    } else {
      visitor.visit(
          words[at],
          words[at + 1],
          words[at + 2],
          words[at + 3],
          words[at + 4],
          words[at + 5],
          address,
          local);
    }
  }

  private int slot(long position) {
    return (int) (position & capacity - 1);
  }

  private long lap(long position) {
    return position / capacity;
  }
}
