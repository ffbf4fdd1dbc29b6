package io.firstfin.diagnose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows findings from check to check: since when each is active, its peak, and when it has ended.
 * A finding has ended when it was away for a minute and for three checks, so that one at its
 * threshold does not come and go. A check that could not decide whether the finding is there does
 * not count. Bounded; one thread.
 */
public final class FindingLives {
  /**
   * Findings that are followed. A picture gives far fewer; further ones are shown without their
   * life.
   */
  static final int MOST = 256;

  /** Findings that have ended and are still shown. */
  static final int MOST_PAST = 10;

  private static final long AWAY_NANOS = 60_000_000_000L;
  private static final int AWAY_CHECKS = 3;

  private final Map<String, Life> lives = new LinkedHashMap<>();

  /** Those that have ended, the last first. */
  private final Deque<Life> past = new ArrayDeque<>();

  /** Takes the findings of a check. */
  public ActiveFindings check(Diagnosed diagnosed, long nowNanos) {
    List<Finding> seen = new ArrayList<>();
    List<Finding> ending = new ArrayList<>();
    List<Finding> endedNow = new ArrayList<>();
    for (Life life : lives.values()) {
      life.seen = false;
    }
    for (Finding finding : diagnosed.findings) {
      seen.add(see(finding, nowNanos));
    }
    for (Life life : lives.values()) {
      if (life.active && !life.seen && isExplained(life.last, diagnosed.findings)) {
        life.goOn(nowNanos);
      } else if (life.active && !life.seen) {
        boolean replaced = isReplaced(life.last, diagnosed.findings);
        if (!diagnosed.undecided.contains(life.last.id) && life.hasEnded(nowNanos)) {
          life.active = false;
          if (!replaced) {
            endedNow.add(life.withLife(nowNanos));
            past.addFirst(life);
          }
        } else if (!replaced) {
          ending.add(life.withLife(nowNanos));
        }
      }
    }
    return new ActiveFindings(seen, ending, ended(nowNanos), endedNow);
  }

  private List<Finding> ended(long nowNanos) {
    past.removeIf(life -> life.active);
    while (past.size() > MOST_PAST) {
      past.removeLast();
    }
    List<Finding> ended = new ArrayList<>();
    for (Life life : past) {
      ended.add(life.withLife(nowNanos));
    }
    return ended;
  }

  private Finding see(Finding finding, long nowNanos) {
    String key = finding.id + ' ' + finding.severity.label() + ' ' + finding.subject;
    Life life = lives.get(key);
    if (life == null) {
      if (lives.size() >= MOST && !forgetOne()) {
        return finding;
      }
      life = new Life();
      lives.put(key, life);
    }
    life.see(finding, nowNanos);
    return life.withLife(nowNanos);
  }

  /** Drops one that has ended: only its number of times is lost. */
  private boolean forgetOne() {
    for (Iterator<Life> all = lives.values().iterator(); all.hasNext(); ) {
      if (!all.next().active) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  /**
   * Whether another finding on the same sockets, or the same one with more weight, takes over its
   * life, so that nothing has ended.
   */
  private static boolean isReplaced(Finding gone, List<Finding> present) {
    for (Finding finding : present) {
      boolean same = finding.id.equals(gone.id);
      if (finding.subject.equals(gone.subject)
          && finding.severity.compareTo(gone.severity) >= 0
          && (same || !gone.unit.isEmpty() && finding.unit.equals(gone.unit))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is still there, and another finding explains it. */
  private static boolean isExplained(Finding gone, List<Finding> present) {
    for (Finding finding : present) {
      if (finding.subject.equals(gone.subject)
          && finding.severity.compareTo(gone.severity) >= 0
          && finding.explains.contains(gone.id)) {
        return true;
      }
    }
    return false;
  }

  private static final class Life {
    boolean active;
    boolean seen;
    Finding last;
    private long beganNanos;
    private long seenNanos;
    private long awayNanos;
    private int awayChecks;
    private long peak;
    private int times;

    void see(Finding finding, long nowNanos) {
      if (!active) {
        active = true;
        beganNanos = nowNanos;
        peak = -1;
        times++;
      }
      seen = true;
      seenNanos = nowNanos;
      awayChecks = 0;
      peak = Math.max(peak, finding.count);
      last = finding;
    }

    /** Continues a finding that is still there and that another finding explains. */
    void goOn(long nowNanos) {
      seenNanos = nowNanos;
      awayChecks = 0;
    }

    /** Takes one more check that did not find it. Returns whether it has ended. */
    boolean hasEnded(long nowNanos) {
      if (awayChecks++ == 0) {
        awayNanos = nowNanos;
      }
      return awayChecks >= AWAY_CHECKS && nowNanos - awayNanos >= AWAY_NANOS;
    }

    Finding withLife(long nowNanos) {
      return last.living(
          new FindingLife(
              (seenNanos - beganNanos) / 1e9, (nowNanos - seenNanos) / 1e9, peak, times));
    }
  }
}
