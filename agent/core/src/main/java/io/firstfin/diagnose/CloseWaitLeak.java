package io.firstfin.diagnose;

import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Picture;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The peer closed long ago and this JVM has not: names who opened the connections. */
final class CloseWaitLeak implements Diagnosis {
  static final String ID = "close-wait-leak";

  private final Thresholds thresholds;

  CloseWaitLeak(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    Map<String, List<CloseWaitGroup>> byRemote = new LinkedHashMap<>();
    List<CloseWaitGroup> all = new ArrayList<>();
    for (CloseWaitGroup group : picture.closeWait) {
      if (group.olderThanMinute > 0) {
        byRemote.computeIfAbsent(group.remote, remote -> new ArrayList<>()).add(group);
        all.add(group);
      }
    }
    int sum = older(all);
    if (sum < thresholds.closeWait || sum == 0) {
      return;
    }
    boolean told = false;
    for (Map.Entry<String, List<CloseWaitGroup>> entry : byRemote.entrySet()) {
      if (Substantial.is(older(entry.getValue()), sum, thresholds.closeWait)) {
        found.accept(finding(entry.getKey(), entry.getValue()));
        told = true;
      }
    }
    if (!told) {
      found.accept(finding("process", all));
    }
  }

  private static int older(List<CloseWaitGroup> groups) {
    int sockets = 0;
    for (CloseWaitGroup group : groups) {
      sockets += group.olderThanMinute;
    }
    return sockets;
  }

  private static Finding finding(String subject, List<CloseWaitGroup> groups) {
    int older = older(groups);
    int count = 0;
    int endOfStreamRead = 0;
    double oldest = Double.NaN;
    Lines lines = new Lines();
    Set<String> remedies = new LinkedHashSet<>();
    for (CloseWaitGroup group : groups) {
      count += group.count;
      boolean known = endOfStreamRead >= 0 && group.endOfStreamRead >= 0;
      endOfStreamRead = known ? endOfStreamRead + group.endOfStreamRead : -1;
      oldest = Double.isNaN(oldest) ? group.oldestSeconds : Math.max(oldest, group.oldestSeconds);
      lines.add(group.line, group.via, group.olderThanMinute);
      remedies.addAll(Libraries.remedies(ID, group.frames));
    }
    remedies.add(
        "close each connection in try-with-resources, and the bodies of 4xx and of retried or"
            + " timed-out calls");
    return new FindingBuilder(ID, Severity.WARNING, subject)
        .summary(
            Words.count(older, "socket")
                + " in CLOSE_WAIT for more than a minute"
                + (PortShare.foreseen(oldest) ? ", the oldest for " + Words.seconds(oldest) : "")
                + "; the peer has closed, this JVM has not.")
        .detail(groups.get(0).role == Role.SERVER ? "Accepted at:" : "Opened at:")
        .details(
            lines.text(older, "opener unknown: opened before the agent watched, or not sampled"))
        .cause(cause(count, endOfStreamRead))
        .remedies(new ArrayList<>(remedies))
        .notRemedy("any sysctl: no timer ends CLOSE_WAIT, only the application's close does")
        .notRemedy("a higher limit of open files (it is reached later)")
        .evidence("closeWait", count)
        .evidence("olderThanMinute", older)
        .evidence("oldestSeconds", oldest)
        .evidence("endOfStreamRead", endOfStreamRead)
        .evidence("check", check(subject))
        .build();
  }

  private static String cause(int count, int endOfStreamRead) {
    if (endOfStreamRead < 0) {
      return "nothing closes these connections";
    }
    if (endOfStreamRead >= count) {
      return "the end of stream was read, and no close followed";
    }
    if (endOfStreamRead == 0) {
      return "nobody has read the peer's end of stream: the connections lie in a pool or are"
          + " forgotten";
    }
    return "the end of stream was read on "
        + Words.count(endOfStreamRead)
        + " of "
        + Words.count(count)
        + " and no close followed; the others lie in a pool or are forgotten";
  }

  private static String check(String subject) {
    boolean oneDestination = !"process".equals(subject) && !subject.endsWith(":*");
    return "ss -Htan state close-wait" + (oneDestination ? " dst " + subject : "") + " | wc -l";
  }
}
