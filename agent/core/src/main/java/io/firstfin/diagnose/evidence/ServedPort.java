package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.ListeningPort;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A listening port with sockets in TIME_WAIT, because this JVM as a server closed first. */
public final class ServedPort {
  /** Fewer sockets are not worth a finding. */
  private static final int SOME = 100;

  /** What makes a proxy before this service keep its connections, for each proxy. */
  public static final String PROXIES_KEEP =
      "nginx before 1.29.7: proxy_http_version 1.1, Connection \"\", keepalive; HAProxy: neither"
          + " option httpclose nor http-server-close; Apache httpd: no disablereuse, no"
          + " proxy-nokeepalive; Envoy: no max_requests_per_connection of 1; a cloud's balancer:"
          + " keep-alive to its targets";

  /** So few hosts that have nearly all connections are proxies rather than users. */
  private static final int FEW_HOSTS = 3;

  private static final double NEARLY_ALL = 0.9;
  private static final int MANY_CONNECTIONS = 100;

  private static final int FEW_CONNECTIONS = 5;

  /** Exchanges are exact to about one. */
  private static final int SEVERAL = 3;

  public final ListeningPort port;

  private ServedPort(ListeningPort port) {
    this.port = port;
  }

  /** The ports that are worth a finding, in the picture's order. */
  public static List<ServedPort> of(RuleInput input) {
    List<ServedPort> ports = new ArrayList<>();
    for (ListeningPort port : input.picture.listeningPorts) {
      if (port.timeWait > 0 && port.timeWait >= Math.min(SOME, input.thresholds.timeWait)) {
        ports.add(new ServedPort(port));
      }
    }
    ports.sort(Comparator.comparingInt(port -> port.port.port));
    return ports;
  }

  /** {@code *:8080}. */
  public String subject() {
    return "*:" + port.port;
  }

  /** What every finding on this port says: how many sockets, by which lines, at which cost. */
  public FindingBuilder finding(Rule rule, RuleInput input) {
    Severity severity = isToBeWarnedOf(input) ? Severity.WARNING : Severity.INFO;
    int sockets = port.timeWait;
    return rule.finding(subject())
        .severity(severity)
        .summary(
            Words.count(sockets, "socket")
                + " in TIME_WAIT on this listening port; this JVM "
                + FirstHere.text(port.closesBy)
                + " in all of them (server side).")
        .counting(sockets, Sentences.SOCKETS_IN_TIME_WAIT)
        .detail(TimeWaitCost.ofServer(sockets, input.picture.ports.maxTimeWaitBuckets))
        .details(Lines.of(port.sites).text(sockets, "line not known"))
        .notRemedy(Sentences.NOT_FIN_TIMEOUT)
        .notRemedy("any other sysctl: nothing is short here")
        .evidence("timeWait", sockets)
        .evidence("listeningPort", port.port)
        .evidence("kernelBytes", (long) sockets * TimeWaitCost.BYTES_EACH)
        .evidence("tcpMaxTwBuckets", input.picture.ports.maxTimeWaitBuckets)
        .evidence("check", "ss -Htan state time-wait sport = :" + port.port + " | wc -l");
  }

  /**
   * The sum over this JVM, as a client too, must reach the threshold, and this port must be a
   * substantial part of it.
   */
  public boolean isToBeWarnedOf(RuleInput input) {
    int ofThisJvm = Math.max(input.picture.timeWait.thisJvm, port.timeWait);
    return ofThisJvm >= input.thresholds.timeWait
        && Substantial.is(port.timeWait, ofThisJvm, input.thresholds.timeWait);
  }

  /**
   * How its clients can keep their connections, the likelier clients first: few hosts with nearly
   * all connections are proxies.
   */
  public List<String> keepRemedies(RuleInput input) {
    List<String> hosts = busyHosts(input);
    if (hosts.isEmpty()) {
      return Arrays.asList(
          "let the clients keep their connections: HTTP/1.1, and no Connection: close",
          "the same of a proxy before this service (" + PROXIES_KEEP + ")");
    }
    String which = String.join(", ", hosts);
    boolean one = hosts.size() == 1;
    return Arrays.asList(
        "nearly all connections come from "
            + which
            + ": if "
            + (one ? "that is a proxy, let it" : "those are proxies, let them")
            + " keep connections to this service ("
            + PROXIES_KEEP
            + ")",
        "if "
            + (one ? "it is a client" : "they are clients")
            + ", keep the connections there: HTTP/1.1, and no Connection: close");
  }

  /**
   * Whether this port serves several exchanges on connections of some clients, so that its server
   * keeps what the client wants to keep.
   */
  public boolean keepsSome(RuleInput input) {
    for (Destination client : input.picture.destinations) {
      if (client.role == Role.SERVER && client.listeningPort == port.port) {
        for (Ending ending : client.ends.byInitiator) {
          if (ending.exchanges.count >= FEW_CONNECTIONS && ending.exchanges.high >= SEVERAL) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether most of what this JVM closed first on this port ended right after its last data. */
  public boolean endsAtOnce(RuleInput input) {
    return ends(input, true) > ends(input, false);
  }

  /** Whether most of it had been without data for a second or longer. */
  public boolean endsIdle(RuleInput input) {
    return ends(input, false) > ends(input, true);
  }

  private long ends(RuleInput input, boolean atOnce) {
    long ends = 0;
    for (Destination client : input.picture.destinations) {
      if (client.role == Role.SERVER && client.listeningPort == port.port) {
        Ending ending = client.ends.of(Initiator.LOCAL);
        boolean is = ending != null && EndedConnections.isAtOnce(ending.idleMillis) == atOnce;
        ends += is ? ending.idleMillis.count : 0;
      }
    }
    return ends;
  }

  /** The few hosts that have nearly all connections of this port; empty when they are many. */
  private List<String> busyHosts(RuleInput input) {
    List<Destination> clients = new ArrayList<>();
    for (Destination client : input.picture.destinations) {
      if (client.role == Role.SERVER && client.listeningPort == port.port && client.closes > 0) {
        clients.add(client);
      }
    }
    clients.sort(Comparator.comparingLong((Destination client) -> client.closes).reversed());
    long all = 0;
    for (CloseCount close : port.closesBy) {
      all += close.count;
    }
    List<String> hosts = new ArrayList<>();
    long closes = 0;
    for (Destination client : clients) {
      if (hosts.size() < FEW_HOSTS && client.closes >= MANY_CONNECTIONS) {
        hosts.add(client.host());
        closes += client.closes;
      }
    }
    return closes > 0 && closes >= NEARLY_ALL * all ? hosts : Collections.<String>emptyList();
  }
}
