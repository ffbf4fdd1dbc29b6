package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A listening port with sockets in TIME_WAIT, for this JVM as a server closed first. */
final class ServedPort {
  /** Fewer are not worth a word. */
  private static final int SOME = 100;

  /** Object size of the slabs tw_sock_TCP and tw_sock_TCPv6 in /proc/slabinfo (Linux 6.18). */
  private static final int BYTES_EACH = 256;

  /** What makes a proxy before this service keep its connections. */
  static final String NGINX_KEEPS =
      "nginx before 1.29.7: proxy_http_version 1.1, Connection \"\", keepalive";

  final int port;

  /** The heaviest in TIME_WAIT first; never empty. */
  final List<Destination> peers;

  /** This JVM's sockets in TIME_WAIT; those of peers that the picture has no room for as well. */
  final int sockets;

  private ServedPort(int port, List<Destination> peers, int sockets) {
    this.port = port;
    this.peers = peers;
    this.sockets = sockets;
  }

  /** The ports that are worth a word, in their order. */
  static List<ServedPort> of(Picture picture, Thresholds thresholds) {
    Map<Integer, List<Destination>> byPort = new TreeMap<>();
    for (Destination peer : picture.destinations) {
      if (peer.role == Role.SERVER && peer.listeningPort > 0 && peer.timeWait > 0) {
        byPort.computeIfAbsent(peer.listeningPort, port -> new ArrayList<>()).add(peer);
      }
    }
    List<ServedPort> ports = new ArrayList<>();
    for (Map.Entry<Integer, List<Destination>> entry : byPort.entrySet()) {
      int sockets = sum(entry.getValue());
      if (byPort.size() == 1) {
        // The picture keeps the heaviest peers only; with one port all the rest is its own.
        sockets = Math.max(sockets, ofServerSites(picture));
      }
      if (sockets >= Math.min(SOME, thresholds.timeWait)) {
        ports.add(new ServedPort(entry.getKey(), entry.getValue(), sockets));
      }
    }
    return ports;
  }

  static int sum(List<Destination> peers) {
    int sockets = 0;
    for (Destination peer : peers) {
      sockets = Saturated.sum(sockets, peer.timeWait);
    }
    return sockets;
  }

  private static int ofServerSites(Picture picture) {
    int sockets = 0;
    for (Site site : picture.sites) {
      if (site.role == Role.SERVER) {
        sockets = Saturated.sum(sockets, Math.max(site.timeWait, 0));
      }
    }
    return sockets;
  }

  /** What every finding on this port says: how many, by which lines, at which cost. */
  FindingBuilder finding(String id, Picture picture, Thresholds thresholds) {
    Severity severity = isToBeWarnedOf(picture, thresholds) ? Severity.WARNING : Severity.INFO;
    Lines lines = new Lines();
    for (Destination peer : peers) {
      for (SiteShare share : peer.sites) {
        lines.add(share.line, share.via, share.timeWait);
      }
    }
    return new FindingBuilder(id, severity, "*:" + port)
        .summary(
            Words.count(sockets, "socket")
                + " in TIME_WAIT on this listening port; this JVM closed first in all of them"
                + " (server side).")
        .counting(sockets, FindingBuilder.SOCKETS_IN_TIME_WAIT)
        .detail(cost(sockets, picture.ports.maxTimeWaitBuckets))
        .details(lines.text(sockets, "line not known"))
        .remedies(remedies(id, picture))
        .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
        .notRemedy("any other sysctl: nothing is short here")
        .evidence("timeWait", sockets)
        .evidence("listeningPort", port)
        .evidence("kernelBytes", (long) sockets * BYTES_EACH)
        .evidence("tcpMaxTwBuckets", picture.ports.maxTimeWaitBuckets)
        .evidence("check", "ss -Htan state time-wait sport = :" + port + " | wc -l");
  }

  /**
   * The threshold is on all that this JVM made, as a client too: only this port's part may vary.
   */
  boolean isToBeWarnedOf(Picture picture, Thresholds thresholds) {
    int ofThisJvm = Math.max(picture.timeWait.thisJvm, sockets);
    return ofThisJvm >= thresholds.timeWait
        && Substantial.is(sockets, ofThisJvm, thresholds.timeWait);
  }

  private Set<String> remedies(String id, Picture picture) {
    Set<String> remedies = new LinkedHashSet<>();
    for (Destination peer : peers) {
      remedies.addAll(SiteRemedies.of(id, peer, picture));
    }
    return remedies;
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
