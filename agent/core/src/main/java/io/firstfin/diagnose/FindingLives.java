package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows findings from look to look: since when each stands, its peak, and when it has ended. It
 * has ended once it stayed away for a minute and three looks, so that one at its threshold does not
 * come and go. A look that could not tell whether it is there counts for nothing. Bounded; one
 * thread.
 */
public final class FindingLives {
  /** Findings that are followed; a picture gives far fewer, and one beyond is shown without. */
  static final int MOST = 256;

  private static final long AWAY_NANOS = 60_000_000_000L;
  private static final int AWAY_LOOKS = 3;

  private final Map<String, Life> lives = new LinkedHashMap<>();

  /**
   * Takes what a look found.
   *
   * @param nowNanos {@link System#nanoTime()} of the look
   */
  public Standing look(Diagnosed diagnosed, long nowNanos) {
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
      if (life.stands && !life.seen && isExplained(life.last, diagnosed.findings)) {
        life.goOn(nowNanos);
      } else if (life.stands && !life.seen) {
        boolean replaced = isReplaced(life.last, diagnosed.findings);
        if (!diagnosed.undecided.contains(life.last.id) && life.hasEnded(nowNanos)) {
          life.stands = false;
          if (!replaced) {
            ended.add(life.told(nowNanos));
          }
        } else if (!replaced) {
          ending.add(life.told(nowNanos));
        }
      }
    }
    return new Standing(seen, ending, ended);
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
    return life.told(nowNanos);
  }

  /** Of those that have ended only the number of times is left to lose. */
  private boolean forgetOne() {
    for (Iterator<Life> all = lives.values().iterator(); all.hasNext(); ) {
      if (!all.next().stands) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  /** Whether another finding tells its story on, of the same sockets: nothing has ended then. */
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
    boolean stands;
    boolean seen;
    Finding last;
    private long beganNanos;
    private long seenNanos;
    private long awayNanos;
    private int awayLooks;
    private long peak;
    private int times;

    void see(Finding finding, long nowNanos) {
      if (!stands) {
        stands = true;
        beganNanos = nowNanos;
        peak = -1;
        times++;
      }
      seen = true;
      seenNanos = nowNanos;
      awayLooks = 0;
      peak = Math.max(peak, finding.count);
      last = finding;
    }

    /** Is there, though another speaks for it. */
    void goOn(long nowNanos) {
      seenNanos = nowNanos;
      awayLooks = 0;
    }

    /** After one more look that knows it to be away. */
    boolean hasEnded(long nowNanos) {
      if (awayLooks++ == 0) {
        awayNanos = nowNanos;
      }
      return awayLooks >= AWAY_LOOKS && nowNanos - awayNanos >= AWAY_NANOS;
    }

    Finding told(long nowNanos) {
      return last.living(
          new FindingLife(
              (seenNanos - beganNanos) / 1e9, (nowNanos - seenNanos) / 1e9, peak, times));
    }
  }
}
