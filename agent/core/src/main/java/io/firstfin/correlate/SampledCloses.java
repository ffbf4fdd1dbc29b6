package io.firstfin.correlate;

import io.firstfin.record.RecordFacts;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Finds a site for each close whose stack was not read because a sample is enough: it is counted at
 * the site of the last close of its kind and destination whose stack was read. Whether a stack is
 * read is decided at random, whatever the stack holds. So a close that is read with a chance of 1/8
 * counts for eight on average, and every line has its share. As long as all stacks are read nothing
 * changes. One thread.
 */
final class SampledCloses {
  private static final int KINDS = 1 << 6;

  /** Of the normal distribution: 19 of 20 shares are within this many deviations. */
  private static final double DEVIATIONS = 1.96;

  private final long[] keys;
  private final int[] sites;

  /** How many closes the last one that was read counts for until now, itself included. */
  private final int[] runs;

  private final Sums sinceStart = new Sums();
  private Sums lastMinute = new Sums();
  private Sums thisMinute = new Sums();
  private long minuteNanos;

  /**
   * @param remembered pairs of destination and kind of close that are remembered; a power of two
   */
  SampledCloses(int remembered) {
    keys = new long[remembered];
    sites = new int[remembered];
    runs = new int[remembered];
  }

  /**
   * The site at which a record is counted; {@code close} has the rest of it.
   *
   * @param site the record's, or the one that accuses its opener
   */
  int site(long facts, int site, Close close) {
    boolean sampledOut = RecordFacts.is(facts, RecordFacts.SAMPLED_OUT);
    if (RecordFacts.kind(facts) == RecordFacts.CLOSED) {
      int kind = kind(close.role, close.initiator, close.how);
      return site(close.subject(), kind, site, sampledOut, close.nanoTime);
    }
    if (!sampledOut) {
      return site;
    }
    boolean revised = RecordFacts.kind(facts) == RecordFacts.REVISED;
    Initiator initiator = revised ? RecordFacts.revisedInitiator(facts) : close.initiator;
    How how = revised ? RecordFacts.revisedHow(facts) : close.how;
    return lastSite(close.subject(), kind(close.role, initiator, how));
  }

  /**
   * The site at which a close counts.
   *
   * @param subject of {@link ClosesBySite#subject}; -1 when the destination is not known
   * @param site the site that was read; 0 when none was
   * @param sampledOut whether no site was read because a sample is enough
   */
  int site(int subject, int kind, int site, boolean sampledOut, long nanoTime) {
    int slot = slot(subject, kind);
    long key = key(subject, kind);
    rotate(nanoTime);
    if (!sampledOut) {
      keys[slot] = key;
      sites[slot] = site;
      runs[slot] = 1;
      count(kind, true, 0);
      return site;
    }
    if (keys[slot] != key) {
      count(kind, false, 0);
      return 0;
    }
    // One more close makes the square of the run larger by twice its length plus one.
    count(kind, false, 2L * runs[slot]++);
    return sites[slot];
  }

  /** The site at which a close of this kind would be counted now if its stack were not read. */
  int lastSite(int subject, int kind) {
    int slot = slot(subject, kind);
    return keys[slot] == key(subject, kind) ? sites[slot] : 0;
  }

  /** Forgets the destinations, because their numbers are given to other destinations. */
  void forgetDestinations() {
    Arrays.fill(keys, 0);
  }

  /** Whether some stacks of this kind of close were not read since the agent began to watch. */
  boolean isSampled(int kind) {
    return sinceStart.unread[kind] > 0;
  }

  /**
   * By how many hundredths a share of a kind's closes may be wrong, in 19 cases of 20. It is
   * computed for all closes and for those of the last minutes, which are in TIME_WAIT; the larger
   * one is returned. 0 where all stacks are read.
   *
   * @param closes of the kind that are counted at one site
   */
  double marginPercent(int kind, long closes) {
    if (!isSampled(kind)) {
      return 0;
    }
    double share = Math.min((double) closes / sinceStart.closes[kind], 1);
    Sums recent = lastMinute.plus(thisMinute);
    return Math.max(sinceStart.marginPercent(kind, share), recent.marginPercent(kind, share));
  }

  private void count(int kind, boolean read, long spread) {
    sinceStart.count(kind, read, spread);
    thisMinute.count(kind, read, spread);
  }

  private void rotate(long nanoTime) {
    if (nanoTime - minuteNanos > TimeUnit.MINUTES.toNanos(1)) {
      minuteNanos = nanoTime;
      lastMinute = thisMinute;
      thisMinute = new Sums();
    }
  }

  static int kind(Role role, Initiator initiator, How how) {
    return role.ordinal() << 4 | initiator.ordinal() << 2 | how.ordinal();
  }

  private static long key(int subject, int kind) {
    return 1L << 40 | (subject & 0xffffffffL) << 6 | kind;
  }

  private int slot(int subject, int kind) {
    return (int) ClosedSockets.mix(key(subject, kind)) & keys.length - 1;
  }

  /** By kind. */
  private static final class Sums {
    final long[] closes = new long[KINDS];
    final long[] unread = new long[KINDS];

    /** The squares of the runs less the runs themselves: 0 as long as every stack is read. */
    final long[] spread = new long[KINDS];

    void count(int kind, boolean read, long more) {
      closes[kind]++;
      unread[kind] += read ? 0 : 1;
      spread[kind] += more;
    }

    Sums plus(Sums other) {
      Sums sum = new Sums();
      for (int kind = 0; kind < KINDS; kind++) {
        sum.closes[kind] = closes[kind] + other.closes[kind];
        sum.unread[kind] = unread[kind] + other.unread[kind];
        sum.spread[kind] = spread[kind] + other.spread[kind];
      }
      return sum;
    }

    double marginPercent(int kind, double share) {
      long read = closes[kind] - unread[kind];
      if (spread[kind] == 0 || read == 0) {
        return 0;
      }
      // A site of which no close was read can be as rare as a site of which one was read.
      double variance = Math.max(share * (1 - share), 1.0 / read);
      return 100 * DEVIATIONS * Math.sqrt(variance * spread[kind]) / closes[kind];
    }
  }
}
