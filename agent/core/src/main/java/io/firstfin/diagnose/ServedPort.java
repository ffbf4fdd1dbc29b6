package io.firstfin.diagnose;

import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A listening port with sockets in TIME_WAIT, for this JVM as a server closed first. */
final class ServedPort {
  /** Fewer are not worth a word. */
  private static final int SOME = 100;

  /** Object size of the slabs tw_sock_TCP and tw_sock_TCPv6 in /proc/slabinfo (Linux 6.18). */
  private static final int BYTES_EACH = 256;

  /** What makes a proxy before this service keep its connections. */
  static final String NGINX_KEEPS =
      "nginx before 1.29.7: proxy_http_version 1.1, Connection \"\", keepalive";

  final ListeningPort port;

  private ServedPort(ListeningPort port) {
    this.port = port;
  }

  /** The ports that are worth a word, in their order. */
  static List<ServedPort> of(Picture picture, Thresholds thresholds) {
    List<ServedPort> ports = new ArrayList<>();
    for (ListeningPort port : picture.listeningPorts) {
      if (port.timeWait > 0 && port.timeWait >= Math.min(SOME, thresholds.timeWait)) {
        ports.add(new ServedPort(port));
      }
    }
    ports.sort(Comparator.comparingInt(port -> port.port.port));
    return ports;
  }

  /** {@code *:8080}. */
  String subject() {
    return "*:" + port.port;
  }

  /** What every finding on this port says: how many, by which lines, at which cost. */
  FindingBuilder finding(String id, Picture picture, Thresholds thresholds) {
    Severity severity = isToBeWarnedOf(picture, thresholds) ? Severity.WARNING : Severity.INFO;
    int sockets = port.timeWait;
    return new FindingBuilder(id, severity, subject())
        .summary(
            Words.count(sockets, "socket")
                + " in TIME_WAIT on this listening port; this JVM closed first in all of them"
                + " (server side).")
        .counting(sockets, FindingBuilder.SOCKETS_IN_TIME_WAIT)
        .detail(cost(sockets, picture.ports.maxTimeWaitBuckets))
        .details(Lines.of(port.sites).text(sockets, "line not known"))
        .remedies(SiteRemedies.of(id, port.sites, picture))
        .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
        .notRemedy("any other sysctl: nothing is short here")
        .evidence("timeWait", sockets)
        .evidence("listeningPort", port.port)
        .evidence("kernelBytes", (long) sockets * BYTES_EACH)
        .evidence("tcpMaxTwBuckets", picture.ports.maxTimeWaitBuckets)
        .evidence("check", "ss -Htan state time-wait sport = :" + port.port + " | wc -l");
  }

  /**
   * The threshold is on all that this JVM made, as a client too: only this port's part may vary.
   */
  boolean isToBeWarnedOf(Picture picture, Thresholds thresholds) {
    int ofThisJvm = Math.max(picture.timeWait.thisJvm, port.timeWait);
    return ofThisJvm >= thresholds.timeWait
        && Substantial.is(port.timeWait, ofThisJvm, thresholds.timeWait);
  }

  /** What sockets in TIME_WAIT of a server cost. */
  static String cost(int sockets, int limit) {
    String memory = String.format(Locale.ENGLISH, "%.1f MB", (double) sockets * BYTES_EACH / 1e6);
    return "Their cost: no client port, about 0.25 KB of kernel memory each ("
        + memory
        + "), "
        + (limit > 0
            ? Words.percent(sockets, limit) + " of net.ipv4.tcp_max_tw_buckets."
            : "and they count toward net.ipv4.tcp_max_tw_buckets.");
  }
}
