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
import java.util.function.Consumer;

/** As a server this JVM closes first. Costs memory, never a client's port: told with its price. */
final class TimeWaitServerSide implements Diagnosis {
  static final String ID = "time-wait-server-side";

  /** Fewer are not worth a word. */
  private static final int SOME = 100;

  /** Object size of the slabs tw_sock_TCP and tw_sock_TCPv6 in /proc/slabinfo (Linux 6.18). */
  private static final int BYTES_EACH = 256;

  private final Thresholds thresholds;

  TimeWaitServerSide(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    Map<Integer, List<Destination>> byPort = new TreeMap<>();
    for (Destination peer : picture.destinations) {
      if (peer.role == Role.SERVER && peer.listeningPort > 0 && peer.timeWait > 0) {
        byPort.computeIfAbsent(peer.listeningPort, port -> new ArrayList<>()).add(peer);
      }
    }
    for (Map.Entry<Integer, List<Destination>> entry : byPort.entrySet()) {
      int sockets = sum(entry.getValue());
      if (byPort.size() == 1) {
        // The picture keeps the heaviest peers only; with one port all the rest is its own.
        sockets = Math.max(sockets, ofServerSites(picture));
      }
      if (sockets >= Math.min(SOME, thresholds.timeWait)) {
        found.accept(finding(entry.getKey(), entry.getValue(), sockets, picture));
      }
    }
  }

  private static int sum(List<Destination> peers) {
    int sockets = 0;
    for (Destination peer : peers) {
      sockets += peer.timeWait;
    }
    return sockets;
  }

  private static int ofServerSites(Picture picture) {
    int sockets = 0;
    for (Site site : picture.sites) {
      if (site.role == Role.SERVER) {
        sockets += Math.max(site.timeWait, 0);
      }
    }
    return sockets;
  }

  private Finding finding(int port, List<Destination> peers, int sockets, Picture picture) {
    boolean warning = sockets >= thresholds.timeWait;
    Lines lines = new Lines();
    Set<String> remedies = new LinkedHashSet<>();
    for (Destination peer : peers) {
      for (SiteShare share : peer.sites) {
        lines.add(share.line, share.via, share.timeWait);
      }
      remedies.addAll(SiteRemedies.of(ID, peer, picture));
    }
    remedies.add(
        "let the client close: honour its keep-alive; before a proxy too (nginx:"
            + " proxy_http_version 1.1, Connection \"\", keepalive)");
    return new FindingBuilder(ID, warning ? Severity.WARNING : Severity.INFO, "*:" + port)
        .summary(
            Words.count(sockets, "socket")
                + " in TIME_WAIT on this listening port; this JVM closed first in all of them"
                + " (server side).")
        .detail(cost(sockets, picture.ports.maxTimeWaitBuckets))
        .details(lines.text(sockets, "line not known"))
        .cause("this JVM closes the connections that it accepted" + after(peers))
        .remedies(new ArrayList<>(remedies))
        .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
        .notRemedy("any other sysctl: nothing is short here")
        .evidence("timeWait", sockets)
        .evidence("listeningPort", port)
        .evidence("kernelBytes", (long) sockets * BYTES_EACH)
        .evidence("tcpMaxTwBuckets", picture.ports.maxTimeWaitBuckets)
        .evidence("check", "ss -Htan state time-wait sport = :" + port + " | wc -l")
        .build();
  }

  private static String cost(int sockets, int limit) {
    String memory = String.format(Locale.ENGLISH, "%.1f MB", (double) sockets * BYTES_EACH / 1e6);
    return "Their cost: no client port, about 0.25 KB of kernel memory each ("
        + memory
        + "), "
        + (limit > 0
            ? Words.percent(sockets, limit) + " of net.ipv4.tcp_max_tw_buckets."
            : "and they count toward net.ipv4.tcp_max_tw_buckets.");
  }

  /** What the heaviest peer's connections served, when it is known. */
  private static String after(List<Destination> peers) {
    Destination heaviest = peers.get(0);
    return heaviest.exchangesMedian < 0
        ? ""
        : ", after " + Words.count(heaviest.exchangesMedian, "exchange") + " at the median";
  }
}
