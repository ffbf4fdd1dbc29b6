package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.picture.ListeningPort;
import io.firstfin.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A listening port with sockets in TIME_WAIT, because this JVM as a server closed first. */
public final class ServedPort {
  /** Fewer sockets are not worth a finding. */
  private static final int SOME = 100;

  /** Object size of the slabs tw_sock_TCP and tw_sock_TCPv6 in /proc/slabinfo (Linux 6.18). */
  private static final int BYTES_EACH = 256;

  /** What makes a proxy in front of this service keep its connections. */
  public static final String NGINX_KEEPS =
      "nginx before 1.29.7: proxy_http_version 1.1, Connection \"\", keepalive";

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
                + " in TIME_WAIT on this listening port; this JVM closed first in all of them"
                + " (server side).")
        .counting(sockets, Sentences.SOCKETS_IN_TIME_WAIT)
        .detail(cost(sockets, input.picture.ports.maxTimeWaitBuckets))
        .details(Lines.of(port.sites).text(sockets, "line not known"))
        .remedies(SiteRemedies.of(rule.id, port.sites, input))
        .notRemedy(Sentences.NOT_FIN_TIMEOUT)
        .notRemedy("any other sysctl: nothing is short here")
        .evidence("timeWait", sockets)
        .evidence("listeningPort", port.port)
        .evidence("kernelBytes", (long) sockets * BYTES_EACH)
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

  /** The cost of a server's sockets in TIME_WAIT. */
  public static String cost(int sockets, int limit) {
    String memory = String.format(Locale.ENGLISH, "%.1f MB", (double) sockets * BYTES_EACH / 1e6);
    return "Their cost: no client port, about 0.25 KB of kernel memory each ("
        + memory
        + "), "
        + (limit > 0
            ? Numbers.share(sockets, limit) + " of net.ipv4.tcp_max_tw_buckets."
            : "and they count toward net.ipv4.tcp_max_tw_buckets.");
  }
}
