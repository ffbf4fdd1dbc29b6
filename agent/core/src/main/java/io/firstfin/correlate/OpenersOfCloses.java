package io.firstfin.correlate;

import io.firstfin.record.CallSites;
import io.firstfin.record.RecordFacts;
import java.util.Arrays;

/**
 * Finds the line to accuse of a close that no line of the application has made, but an event loop,
 * an evictor or the garbage collector: the line that opened the connection. Where the stack of that
 * opening was not read because a sample is enough, the opener of the last such close is taken, of
 * the same destination and the same closing stack. One thread.
 */
final class OpenersOfCloses {
  /** Pairs of destination and closing stack that are remembered; a power of two. */
  private static final int REMEMBERED = 1024;

  private static final int SITE_BITS = 13;

  private final CallSites sites;
  private final long[] keys = new long[REMEMBERED];
  private final int[] accused = new int[REMEMBERED];

  OpenersOfCloses(CallSites sites) {
    this.sites = sites;
  }

  /**
   * The site of a record's close: that of its closing stack if it has a line of the application or
   * if the opener is not known.
   */
  int accused(long facts, Close close) {
    int closing = RecordFacts.site(facts);
    if (closing == CallSites.UNKNOWN || sites.isApplications(closing)) {
      return closing;
    }
    int opener = RecordFacts.openedAt(facts);
    long key = 1L << 60 | (close.subject() & 0xffffffffL) << SITE_BITS | closing;
    int slot = (int) ClosedSockets.mix(key) & REMEMBERED - 1;
    if (opener == CallSites.UNKNOWN) {
      boolean opened = close.ageNanos >= 0;
      return opened && keys[slot] == key ? accused[slot] : closing;
    }
    int site = sites.closedFor(opener, closing);
    keys[slot] = key;
    accused[slot] = site;
    return site;
  }

  /**
   * The same without the openers of other closes: where the opener of this one is not known, the
   * site is that of the closing stack.
   */
  int seen(long facts) {
    int closing = RecordFacts.site(facts);
    int opener = RecordFacts.openedAt(facts);
    return opener == CallSites.UNKNOWN ? closing : sites.closedFor(opener, closing);
  }

  /** Forgets the destinations, because their numbers are given to other destinations. */
  void forgetDestinations() {
    Arrays.fill(keys, 0);
  }
}
