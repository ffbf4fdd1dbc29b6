package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows findings from check to check: since when each is active, its peak, and when it has ended.
 * It has ended once it was away for a minute and for three checks, so that one at its threshold
 * does not come and go. A check that could not tell whether it is there does not count. Bounded;
 * one thread.
 */
public final class FindingLives {
  /** Findings that are followed; a picture gives far fewer, and one beyond is shown without. */
  static final int MOST = 256;

  private static final long AWAY_NANOS = 60_000_000_000L;
  private static final int AWAY_CHECKS = 3;

  private final Map<String, Life> lives = new LinkedHashMap<>();

  /**
   * Takes what a check found.
   *
   * @param nowNanos {@link System#nanoTime()} of the check
   */
  public ActiveFindings check(Diagnosed diagnosed, long nowNanos) {
    List<Finding> seen = new ArrayList<>();
    List<Finding> ending = new ArrayList<>();
    List<Finding> ended = new ArrayList<>();
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
            ended.add(life.withLife(nowNanos));
          }
        } else if (!replaced) {
          ending.add(life.withLife(nowNanos));
        }
      }
    }
    return new ActiveFindings(seen, ending, ended);
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

  /** Of one that has ended, only the number of times is lost. */
  private boolean forgetOne() {
    for (Iterator<Life> all = lives.values().iterator(); all.hasNext(); ) {
      if (!all.next().active) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  /** Whether another finding on the same sockets goes on with its story: nothing has ended then. */
  private static boolean isReplaced(Finding gone, List<Finding> present) {
    for (Finding finding : present) {
      if (finding.subject.equals(gone.subject)
          && finding.severity.compareTo(gone.severity) >= 0
          && !gone.unit.isEmpty()
          && finding.unit.equals(gone.unit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is there as before, and another finding speaks for it. */
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

    /** It is there, although another finding speaks for it. */
    void goOn(long nowNanos) {
      seenNanos = nowNanos;
      awayChecks = 0;
    }

    /** After one more check that knows it to be away. */
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
