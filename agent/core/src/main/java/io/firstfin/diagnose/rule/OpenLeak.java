package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.IdleLeak;
import io.firstfin.diagnose.evidence.Lines;
import io.firstfin.library.Libraries;
import io.firstfin.picture.IdleGroup;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Connections that are open at both ends, that nobody uses and nobody closes. */
final class OpenLeak extends Rule {
  /** From this share of the descriptors' limit on, a leak that has paused is a danger too. */
  private static final double MANY = 0.5;

  OpenLeak() {
    super(FindingId.OPEN_LEAK, Severity.WARNING, RuleGroup.AGES);
  }

  @Override
  public boolean decides(Picture picture) {
    return picture.idle.isKnown();
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (IdleLeak leak : IdleLeak.of(input)) {
      found.accept(finding(leak, input));
    }
  }

  private Finding finding(IdleLeak leak, RuleInput input) {
    boolean server = leak.accepted > 0 || isServer(leak);
    FindingBuilder finding =
        finding(leak.subject)
            .severity(severity(leak, input))
            .counting(leak.count, "open connections that nobody uses")
            .summary(
                Words.count(leak.count, "open connection")
                    + " on which no data has moved for more than a minute, for "
                    + Words.seconds(leak.longestSeconds)
                    + " at the most; neither end has closed.")
            .detail(server ? "Accepted at:" : "Opened at:")
            .details(lines(leak, input.libraries));
    if (leak.unread > 0) {
      finding.detail(
          Words.count(leak.unread, "connection")
              + (leak.unread == 1 ? " holds" : " hold")
              + " received data that nobody reads.");
    }
    int came = leak.sumOfGrowth(growth -> growth.cameLately);
    int left = leak.sumOfGrowth(growth -> growth.leftLately);
    if (came >= 0 && left >= 0) {
      finding.detail(
          "In the last five minutes "
              + Numbers.count(came)
              + " became idle, and "
              + Numbers.count(left)
              + " were used again or closed.");
    }
    remedies(finding.cause(cause(leak, server)), leak, server, input.libraries);
    return finding
        .notRemedy("a higher limit of open files (it is reached later)")
        .evidence("idle", leak.count)
        .evidence("unread", leak.unread)
        .evidence("passedOver", leak.passedOver)
        .evidence("longestSeconds", leak.longestSeconds)
        .evidence("cameLately", came)
        .evidence("leftLately", left)
        .evidence("check", check(leak.subject))
        .build();
  }

  /**
   * Unread data, and growth without end, are no pool's. What was opened in one burst may also be
   * kept for later, so that it is worth a warning only where descriptors run short.
   */
  private static Severity severity(IdleLeak leak, RuleInput input) {
    int limit = input.picture.descriptors.limit;
    return isUnread(leak)
            || leak.grows() && leak.accepted == 0
            || limit > 0 && leak.count >= MANY * limit
        ? Severity.WARNING
        : Severity.INFO;
  }

  private static boolean isUnread(IdleLeak leak) {
    return leak.unread * 2L >= leak.count;
  }

  private static boolean isServer(IdleLeak leak) {
    return leak.groups.stream().allMatch(group -> group.role == Role.SERVER);
  }

  private static List<String> lines(IdleLeak leak, Libraries libraries) {
    Lines lines = new Lines();
    for (IdleGroup group : leak.groups) {
      lines.add(group.line, group.via, IdleLeak.leaked(group, libraries));
    }
    return lines.text(
        leak.count, "opener unknown: opened before the agent watched, or not sampled");
  }

  private static String cause(IdleLeak leak, boolean server) {
    if (isUnread(leak)) {
      return server
          ? "nobody reads what the clients have sent: the threads that serve these connections are"
              + " blocked, or none comes to them"
          : "the answers were not read to their end, and nobody closes them: only the status or a"
              + " part was looked at, or the call was given up";
    }
    if (server) {
      return "their clients have vanished without a FIN, or keep the connections for later; this"
          + " JVM waits for ever for what they send";
    }
    return "each was opened while earlier ones lay unused, and those were not used again: a"
        + " connection, or a client with a pool of its own, is made for each call, and nothing"
        + " closes it";
  }

  private void remedies(
      FindingBuilder finding, IdleLeak leak, boolean server, Libraries libraries) {
    Set<String> known = new LinkedHashSet<>();
    for (IdleGroup group : leak.groups) {
      known.addAll(libraries.remedies(id, group.frames));
    }
    finding.remedies(known);
    if (server) {
      finding
          .remedy(
              isUnread(leak)
                  ? "a thread dump (jcmd PID Thread.print) shows what the request threads wait for"
                  : "an idle time-out of the server, or a heartbeat on connections that must stay"
                      + " open")
          .remedy("SO_KEEPALIVE on accepted sockets, so that the kernel finds vanished clients");
    } else if (isUnread(leak)) {
      finding
          .remedy(
              "read each answer to its end, or close it in try-with-resources, also where only its"
                  + " status or headers are wanted")
          .notRemedy("a longer read time-out: nobody reads");
    } else {
      finding
          .remedy("share one client, channel or pool for the process")
          .remedy(
              "where one is made for a call, close or shut it down in try-with-resources or a"
                  + " finally block")
          .notRemedy("TCP keep-alive: the peer is there and answers the probes");
    }
  }

  private static String check(String subject) {
    String which = "";
    if (subject.startsWith("*:")) {
      which = " sport = " + subject.substring(1);
    } else if (!Finding.PROCESS.equals(subject)) {
      which = " dst " + subject;
    }
    return "ss -Htnio state established" + which + " (Recv-Q, lastsnd, lastrcv)";
  }
}
