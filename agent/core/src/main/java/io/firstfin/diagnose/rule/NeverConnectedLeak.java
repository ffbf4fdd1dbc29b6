package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.Lines;
import io.firstfin.diagnose.evidence.PortShare;
import io.firstfin.library.Libraries;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Unconnected;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Descriptors of sockets that have no connection and that the application does not close. No table
 * of the kernel shows them.
 */
final class NeverConnectedLeak extends Rule {
  /** A client that leaves with data unread resets the connection. */
  private static final String OF_CLIENTS_THAT_LEFT =
      "where this server keeps responses open (SSE, long polling, asynchronous requests): a"
          + " heartbeat and a time-out, so that it learns that their clients have left";

  NeverConnectedLeak() {
    super(FindingId.NEVER_CONNECTED_LEAK, Severity.WARNING, RuleGroup.AGES);
  }

  @Override
  public boolean decides(Picture picture) {
    return picture.unconnected.olderThanMinute >= 0;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    Unconnected sockets = input.picture.unconnected;
    if (sockets.olderThanMinute > 0 && sockets.olderThanMinute >= input.thresholds.closeWait) {
      found.accept(finding(sockets, input));
    }
  }

  private Finding finding(Unconnected sockets, RuleInput input) {
    long pid = input.picture.pid;
    FindingBuilder finding =
        finding(Finding.PROCESS)
            .counting(sockets.olderThanMinute, "descriptors without a connection")
            .summary(
                Words.count(sockets.olderThanMinute, "descriptor")
                    + " of TCP sockets without a connection for more than a minute"
                    + (PortShare.foreseen(sockets.oldestSeconds)
                        ? ", the oldest for " + Words.seconds(sockets.oldestSeconds)
                        : "")
                    + "; ss does not list them.")
            .details(openers(sockets))
            .cause(cause(sockets))
            .remedies(remedies(sockets, input.libraries))
            .remedy(
                "close the socket, in a finally block or try-with-resources, when its connect, its"
                    + " login or a read or write on it has failed")
            .notRemedy("a higher limit of open files (it is reached later)")
            .evidence("unconnected", sockets.count)
            .evidence("olderThanMinute", sockets.olderThanMinute)
            .evidence("oldestSeconds", sockets.oldestSeconds)
            .evidence("onceConnected", sockets.onceConnected);
    if (pid > 0) {
      finding.evidence("check", "lsof -nP -a -p " + pid + " | grep -c 'protocol: TCP'");
    }
    return finding.build();
  }

  private static List<String> openers(Unconnected sockets) {
    Lines lines = new Lines();
    for (OpenerCount opener : sockets.openers) {
      lines.add(opener.line, opener.via, opener.count);
    }
    List<String> text = new ArrayList<>();
    text.add("Opened, or made and never connected, at:");
    text.addAll(
        lines.text(
            sockets.olderThanMinute,
            "line not known: from before the agent watched, or one of a burst"));
    return text;
  }

  private static String cause(Unconnected sockets) {
    String ended = "their connections were reset or have ended, and no close followed";
    String never =
        "they were made and never connected, or their connections have ended unseen, and no close"
            + " followed";
    if (sockets.onceConnected <= 0) {
      return never;
    }
    return sockets.onceConnected >= sockets.olderThanMinute
        ? ended
        : Numbers.count(sockets.onceConnected)
            + " had connections that were reset or have ended; the others were never connected, or"
            + " their end was not seen; no close followed";
  }

  private static Set<String> remedies(Unconnected sockets, Libraries libraries) {
    Set<String> remedies = new LinkedHashSet<>();
    boolean accepted = false;
    for (OpenerCount opener : sockets.openers) {
      accepted |= opener.role == Role.SERVER;
      remedies.addAll(
          libraries.remedies(
              opener.role == Role.SERVER ? FindingId.SERVER_STUCK : FindingId.CLOSE_WAIT_LEAK,
              opener.frames));
    }
    if (accepted) {
      remedies.add(OF_CLIENTS_THAT_LEFT);
    }
    return remedies;
  }
}
