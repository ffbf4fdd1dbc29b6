package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Words;
import io.firstfin.library.Libraries;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** This JVM's sockets in CLOSE_WAIT for more than a minute that have one subject and one kind. */
public final class OldCloseWait {
  public final String subject;
  public final int count;
  public final int olderThanMinute;

  /** How many of {@link #count}; -1 when unknown. */
  public final int endOfStreamRead;

  /** Age of the oldest, seconds; NaN when unknown. */
  public final double oldestSeconds;

  public final List<CloseWaitGroup> groups;

  private final Libraries libraries;

  private OldCloseWait(String subject, List<CloseWaitGroup> groups, Libraries libraries) {
    this.libraries = libraries;
    this.subject = subject;
    this.groups = groups;
    double oldest = Double.NaN;
    for (CloseWaitGroup group : groups) {
      oldest = Double.isNaN(oldest) ? group.oldestSeconds : Math.max(oldest, group.oldestSeconds);
    }
    count = sum(group -> group.count);
    olderThanMinute = older(groups);
    endOfStreamRead = sum(group -> group.endOfStreamRead);
    oldestSeconds = oldest;
  }

  /**
   * The groups of one kind that contribute substantially, when the JVM's sum reaches the threshold,
   * which counts all kinds. One group for the process when no remote end contributes substantially.
   */
  public static List<OldCloseWait> of(RuleInput input, Predicate<CloseWaitGroup> kind) {
    Map<String, List<CloseWaitGroup>> bySubject = new LinkedHashMap<>();
    List<CloseWaitGroup> all = new ArrayList<>();
    List<CloseWaitGroup> ofKind = new ArrayList<>();
    for (CloseWaitGroup group : input.picture.closeWait) {
      if (group.olderThanMinute > 0) {
        all.add(group);
        if (kind.test(group)) {
          ofKind.add(group);
          bySubject.computeIfAbsent(subject(group), subject -> new ArrayList<>()).add(group);
        }
      }
    }
    List<OldCloseWait> found = new ArrayList<>();
    int sum = older(all);
    if (sum < input.thresholds.closeWait || sum == 0) {
      return found;
    }
    for (Map.Entry<String, List<CloseWaitGroup>> entry : bySubject.entrySet()) {
      if (Substantial.is(older(entry.getValue()), sum, input.thresholds.closeWait)) {
        found.add(new OldCloseWait(entry.getKey(), entry.getValue(), input.libraries));
      }
    }
    if (found.isEmpty() && Substantial.is(older(ofKind), sum, input.thresholds.closeWait)) {
      found.add(new OldCloseWait(Finding.PROCESS, ofKind, input.libraries));
    }
    return found;
  }

  /** A server has many clients: its listening port shows where to look. */
  private static String subject(CloseWaitGroup group) {
    return group.listeningPort > 0 ? "*:" + group.listeningPort : group.remote;
  }

  /** Whether a picture knows the sockets in CLOSE_WAIT and whose they are. */
  public static boolean isKnown(Picture picture) {
    return picture.kernel.statesOfThisJvm.containsKey(TcpState.CLOSE_WAIT);
  }

  private static int older(List<CloseWaitGroup> groups) {
    int sockets = 0;
    for (CloseWaitGroup group : groups) {
      sockets = Saturated.sum(sockets, group.olderThanMinute);
    }
    return sockets;
  }

  /**
   * What every finding on them says: how many, how old, where they were opened, and the libraries'
   * remedies.
   */
  public FindingBuilder finding(Rule rule) {
    Lines lines = new Lines();
    Set<String> remedies = new LinkedHashSet<>();
    for (CloseWaitGroup group : groups) {
      lines.add(group.line, group.via, group.olderThanMinute);
      remedies.addAll(libraries.remedies(rule.id, group.frames));
    }
    return rule.finding(subject)
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
        .details(history())
        .remedies(remedies)
        .notRemedy("any sysctl: no timer ends CLOSE_WAIT, only the application's close does")
        .notRemedy("a higher limit of open files (it is reached later)")
        .evidence("closeWait", count)
        .evidence("olderThanMinute", olderThanMinute)
        .evidence("oldestSeconds", oldestSeconds)
        .evidence("endOfStreamRead", endOfStreamRead)
        .evidence("endOfStreamUnread", sum(group -> group.endOfStreamUnread))
        .evidence("peak", sum(group -> group.growth.peak))
        .evidence("secondsSincePeak", secondsSincePeak())
        .evidence("cameLately", sum(group -> group.growth.cameLately))
        .evidence("leftLately", sum(group -> group.growth.leftLately))
        .evidence("check", check());
  }

  private List<String> history() {
    int came = sum(group -> group.growth.cameLately);
    int left = sum(group -> group.growth.leftLately);
    double sincePeak = secondsSincePeak();
    if (came < 0 || left < 0 || Double.isNaN(sincePeak)) {
      return Collections.emptyList();
    }
    return Collections.singletonList(
        "In the last five minutes "
            + Numbers.count(came)
            + " came and "
            + Numbers.count(left)
            + " left; the last new peak was "
            + Words.seconds(sincePeak)
            + " ago.");
  }

  /** Seconds since one of the groups reached a new peak; NaN when one of them is not known. */
  private double secondsSincePeak() {
    double least = groups.get(0).growth.secondsSincePeak;
    for (CloseWaitGroup group : groups) {
      least = Math.min(least, group.growth.secondsSincePeak);
    }
    return least;
  }

  /** The sum over the groups; -1 when one of them is not known. */
  private int sum(ToIntFunction<CloseWaitGroup> figure) {
    int sum = 0;
    for (CloseWaitGroup group : groups) {
      int part = figure.applyAsInt(group);
      sum = sum < 0 || part < 0 ? -1 : sum + part;
    }
    return sum;
  }

  private String check() {
    String which = "";
    if (subject.startsWith("*:")) {
      which = " sport = " + subject.substring(1);
    } else if (!Finding.PROCESS.equals(subject) && !subject.endsWith(":*")) {
      which = " dst " + subject;
    }
    return "ss -Htan state close-wait" + which + " | wc -l";
  }
}
