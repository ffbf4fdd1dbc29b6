package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.EndedConnections;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A client of this server connects at regular times for one small exchange: a health check. */
final class Probe extends Rule {
  private static final int SOME = 10;

  /** The record has the bytes of a connection to an eighth. */
  private static final long MOST_BYTES = 2560;

  private static final long MOST_EXCHANGES = 2;
  private static final long LEAST_INTERVAL_MILLIS = 500;

  /**
   * Ratio of the intervals. Two checks from one host alternate, which stays below it; with visitors
   * the tenths are more than twenty times apart.
   */
  private static final double REGULAR = 4;

  Probe() {
    super(FindingId.PROBE, Severity.INFO, RuleGroup.HARMLESS);
  }

  /** It reads only what the agent counts itself. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    Map<Integer, List<Destination>> byPort = new LinkedHashMap<>();
    for (Destination client : input.picture.destinations) {
      if (client.role == Role.SERVER && isProbe(client)) {
        byPort.computeIfAbsent(client.listeningPort, port -> new ArrayList<>()).add(client);
      }
    }
    byPort.forEach((port, clients) -> found.accept(finding(port, clients)));
  }

  private static boolean isProbe(Destination client) {
    Spread interval = client.ends.closeIntervalMillis;
    if (interval.count < SOME
        || interval.low < LEAST_INTERVAL_MILLIS
        || !EndedConnections.isConstant(interval, REGULAR)) {
      return false;
    }
    long known = 0;
    for (Ending ending : client.ends.byInitiator) {
      if (ending.bytes.high > MOST_BYTES || ending.exchanges.high > MOST_EXCHANGES) {
        return false;
      }
      known += Math.min(ending.bytes.count, ending.exchanges.count);
    }
    return known >= SOME;
  }

  private Finding finding(int port, List<Destination> clients) {
    List<String> lines = new ArrayList<>();
    for (Destination client : clients) {
      String host = client.host();
      lines.add(
          "From "
              + host
              + ": every "
              + Words.millis(client.ends.closeIntervalMillis.median)
              + ", "
              + Words.count(client.closes, "connection")
              + " so far");
    }
    Destination first = clients.get(0);
    return finding("*:" + port)
        .counting(clients.size(), "clients")
        .summary(
            Words.count(clients.size(), "client")
                + (clients.size() == 1 ? " connects" : " connect")
                + " at regular times and exchange".concat(clients.size() == 1 ? "s" : "")
                + " next to nothing.")
        .details(lines)
        .cause("a health check, or another probe, that opens a connection each time")
        .remedy("none is needed; where it is too much, a lower frequency or a port of its own")
        .notRemedy("SO_LINGER 0 (resets the client that checks)")
        .notRemedy(Sentences.NOT_FIN_TIMEOUT)
        .evidence("peers", clients.size())
        .evidence("intervalMillisMedian", first.ends.closeIntervalMillis.median)
        .evidence("check", "tcpdump -nn 'tcp port " + port + " and tcp[tcpflags] & tcp-syn != 0'")
        .build();
  }
}
