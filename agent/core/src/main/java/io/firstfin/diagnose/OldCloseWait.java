package io.firstfin.diagnose;

import io.firstfin.kernel.TcpState;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Picture;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** This JVM's sockets in CLOSE_WAIT for more than a minute that have one subject and one role. */
final class OldCloseWait {
  final String subject;
  final int count;
  final int olderThanMinute;

  /** Of {@link #count}; -1 when unknown. */
  final int endOfStreamRead;

  /** Seconds; NaN when unknown. */
  final double oldestSeconds;

  private final List<CloseWaitGroup> groups;

  private OldCloseWait(String subject, List<CloseWaitGroup> groups) {
    this.subject = subject;
    this.groups = groups;
    int sockets = 0;
    int read = 0;
    double oldest = Double.NaN;
    for (CloseWaitGroup group : groups) {
      sockets += group.count;
      read = read >= 0 && group.endOfStreamRead >= 0 ? read + group.endOfStreamRead : -1;
      oldest = Double.isNaN(oldest) ? group.oldestSeconds : Math.max(oldest, group.oldestSeconds);
    }
    count = sockets;
    olderThanMinute = older(groups);
    endOfStreamRead = read;
    oldestSeconds = oldest;
  }

  /**
   * Those of one role that contribute substantially, when the JVM's sum reaches the threshold,
   * whatever the role; one for the process where no peer does.
   */
  static List<OldCloseWait> of(Picture picture, Thresholds thresholds, Predicate<Role> role) {
    Map<String, List<CloseWaitGroup>> bySubject = new LinkedHashMap<>();
    List<CloseWaitGroup> all = new ArrayList<>();
    List<CloseWaitGroup> ofRole = new ArrayList<>();
    for (CloseWaitGroup group : picture.closeWait) {
      if (group.olderThanMinute > 0) {
        all.add(group);
        if (role.test(group.role)) {
          ofRole.add(group);
          bySubject.computeIfAbsent(group.remote, remote -> new ArrayList<>()).add(group);
        }
      }
    }
    List<OldCloseWait> found = new ArrayList<>();
    int sum = older(all);
    if (sum < thresholds.closeWait || sum == 0) {
      return found;
    }
    for (Map.Entry<String, List<CloseWaitGroup>> entry : bySubject.entrySet()) {
      if (Substantial.is(older(entry.getValue()), sum, thresholds.closeWait)) {
        found.add(new OldCloseWait(entry.getKey(), entry.getValue()));
      }
    }
    if (found.isEmpty() && Substantial.is(older(ofRole), sum, thresholds.closeWait)) {
      found.add(new OldCloseWait("process", ofRole));
    }
    return found;
  }

  /** Whether a picture tells the sockets in CLOSE_WAIT and whose they are. */
  static boolean isKnown(Picture picture) {
    return picture.kernel.statesOfThisJvm.containsKey(TcpState.CLOSE_WAIT);
  }

  private static int older(List<CloseWaitGroup> groups) {
    int sockets = 0;
    for (CloseWaitGroup group : groups) {
      sockets += group.olderThanMinute;
    }
    return sockets;
  }

  /** What every finding on them says: how many, how old, opened where, and what libraries want. */
  FindingBuilder finding(String id) {
    Lines lines = new Lines();
    Set<String> remedies = new LinkedHashSet<>();
    for (CloseWaitGroup group : groups) {
      lines.add(group.line, group.via, group.olderThanMinute);
      remedies.addAll(Libraries.remedies(id, group.frames));
    }
    return new FindingBuilder(id, Severity.WARNING, subject)
        .summary(
            Words.count(olderThanMinute, "socket")
                + " in CLOSE_WAIT for more than a minute"
                + (PortShare.foreseen(oldestSeconds)
                    ? ", the oldest for " + Words.seconds(oldestSeconds)
                    : "")
                + "; the peer has closed, this JVM has not.")
        .counting(olderThanMinute, "sockets in CLOSE_WAIT for more than a minute")
        .detail(groups.get(0).role == Role.SERVER ? "Accepted at:" : "Opened at:")
        .details(
            lines.text(
                olderThanMinute, "opener unknown: opened before the agent watched, or not sampled"))
        .remedies(new ArrayList<>(remedies))
        .notRemedy("any sysctl: no timer ends CLOSE_WAIT, only the application's close does")
        .notRemedy("a higher limit of open files (it is reached later)")
        .evidence("closeWait", count)
        .evidence("olderThanMinute", olderThanMinute)
        .evidence("oldestSeconds", oldestSeconds)
        .evidence("endOfStreamRead", endOfStreamRead)
        .evidence("check", check());
  }

  private String check() {
    boolean oneDestination = !"process".equals(subject) && !subject.endsWith(":*");
    return "ss -Htan state close-wait" + (oneDestination ? " dst " + subject : "") + " | wc -l";
  }
}
