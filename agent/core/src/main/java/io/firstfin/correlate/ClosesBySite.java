package io.firstfin.correlate;

import io.firstfin.picture.ClosingShare;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes by destination or listening port, call site and kind. At most 100 KB: when there are too
 * many entries, all counts are halved, and rare ones are lost. One thread.
 */
final class ClosesBySite {
  /** Entries that are kept at one time. */
  static final int LARGEST = 4096;

  /** The most of one kind that an int can hold. */
  private static final int MANY = 1 << 30;

  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();

  private static final int SITE_SHIFT = 4;
  private static final int SUBJECT_SHIFT = 17;
  private static final int SUBJECT_MASK = (1 << 17) - 1;

  /** Marks a subject as a listening port. */
  private static final int PORT = 1 << 16;

  /** No key is 0. */
  private static final long USED = 1L << 40;

  private PairCounts counts = new PairCounts();

  /** The number by which a destination is counted here, and of a server its listening port. */
  static int subject(ConnectionTally tally) {
    return tally.role == Role.SERVER ? PORT | tally.port : tally.index;
  }

  void add(int subject, int site, Initiator initiator, How how) {
    if (counts.increment(key(subject, site, initiator, how)) >= MANY) {
      fade();
    }
    if (counts.size() > LARGEST) {
      while (counts.size() > LARGEST / 2) {
        fade();
      }
    }
  }

  /** Takes back a close that proved to be of another kind. */
  void remove(int subject, int site, Initiator initiator, How how) {
    counts.decrement(key(subject, site, initiator, how));
  }

  /** Forgets all but these destinations and ports. */
  void retain(Collection<ConnectionTally> tallies) {
    BitSet subjects = subjects(tallies);
    PairCounts kept = new PairCounts();
    for (int i = 0; i < counts.bound(); i++) {
      if (counts.key(i) != 0 && subjects.get(subject(counts.key(i)))) {
        kept.add(counts.key(i), counts.count(i));
      }
    }
    counts = kept;
  }

  private void fade() {
    PairCounts kept = new PairCounts();
    for (int i = 0; i < counts.bound(); i++) {
      if (counts.key(i) != 0 && counts.count(i) > 1) {
        kept.add(counts.key(i), counts.count(i) / 2);
      }
    }
    counts = kept;
  }

  /**
   * The {@code most} heaviest of each of these destinations and listening ports, heaviest first, by
   * {@link #subject}.
   */
  Map<Integer, List<ClosingShare>> of(
      Collection<ConnectionTally> tallies, CallSites sites, int most) {
    BitSet subjects = subjects(tallies);
    Map<Integer, List<ClosingShare>> bySubject = new HashMap<Integer, List<ClosingShare>>();
    for (int i = 0; i < counts.bound(); i++) {
      long key = counts.key(i);
      if (key == 0 || counts.count(i) <= 0 || !subjects.get(subject(key))) {
        continue;
      }
      CallSite site = sites.get((int) (key >>> SITE_SHIFT) & CallSites.CAPACITY - 1);
      bySubject
          .computeIfAbsent(subject(key), subject -> new ArrayList<ClosingShare>())
          .add(
              new ClosingShare(
                  site.id,
                  INITIATORS[(int) (key >>> 2) & 3],
                  HOWS[(int) key & 3],
                  site.line,
                  site.via,
                  counts.count(i)));
    }
    bySubject.replaceAll((subject, stacks) -> Shares.ofCloses(stacks, most));
    return bySubject;
  }

  private static BitSet subjects(Collection<ConnectionTally> tallies) {
    BitSet subjects = new BitSet();
    for (ConnectionTally tally : tallies) {
      subjects.set(subject(tally));
    }
    return subjects;
  }

  private static int subject(long key) {
    return (int) (key >>> SUBJECT_SHIFT) & SUBJECT_MASK;
  }

  private static long key(int subject, int site, Initiator initiator, How how) {
    return USED
        | (long) subject << SUBJECT_SHIFT
        | (long) site << SITE_SHIFT
        | (long) initiator.ordinal() << 2
        | how.ordinal();
  }
}
