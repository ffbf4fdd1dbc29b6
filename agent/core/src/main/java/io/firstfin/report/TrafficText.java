package io.firstfin.report;

import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.TimeWait;
import io.firstfin.picture.Unconnected;
import io.firstfin.text.Numbers;
import io.firstfin.text.Table;
import java.time.Instant;
import java.util.List;

/**
 * The part of the report about connections: how they ended, with which destination, and by which
 * line.
 */
final class TrafficText {
  private static final int BAR = 10;

  private TrafficText() {}

  static void add(Page page, Report report) {
    Picture picture = report.picture;
    timeWait(page, picture.timeWait);
    closes(page, picture);
    destinations(page, report.destinations(), picture);
    sites(page, picture);
    closeWait(page, picture);
    finWait2(page, picture.finWait2);
    unconnected(page, picture.unconnected);
    connectFailures(page, picture);
  }

  private static void timeWait(Page page, TimeWait timeWait) {
    page.heading("TIME_WAIT");
    Table table = new Table("rl");
    table.row(Numbers.count(timeWait.total), "sockets in this network namespace");
    table.row(
        Numbers.count(timeWait.thisJvm),
        "closed first by this JVM" + share(timeWait.thisJvm, timeWait.total));
    table.row(Numbers.count(timeWait.others), "of other processes, or from before the watch");
    for (String line : table.lines()) {
      page.line("  " + line);
    }
  }

  private static void closes(Page page, Picture picture) {
    page.heading("Which side closed first");
    if (picture.closes.isEmpty()) {
      page.line("  No connection has ended yet.");
      return;
    }
    long all = allCloses(picture);
    Table table = new Table("lllrr");
    table.row("role", "closed first", "how", "connections", "share");
    for (CloseCount close : picture.closes) {
      table.row(
          close.role.label(),
          close.initiator.label(),
          close.how.text(),
          Numbers.count(close.count),
          Numbers.share(close.count, all));
    }
    page.table(table);
  }

  private static void destinations(Page page, List<Destination> destinations, Picture picture) {
    if (destinations.isEmpty()) {
      return;
    }
    page.heading("Destinations");
    Table table = new Table("llrrrrrlr");
    table.row(
        "role",
        "remote",
        "TIME_WAIT",
        "CLOSE_WAIT",
        "ended",
        "local first",
        "per s",
        "ports taken",
        "ports last");
    for (Destination destination : destinations) {
      String port = toPort(destination, picture);
      String name = destination.name.isEmpty() ? "" : " (" + destination.name + ")";
      table.row(
          destination.role.label(),
          destination.remote + port + name,
          Numbers.count(destination.timeWait),
          Numbers.count(destination.closeWait),
          Numbers.count(destination.closes),
          Numbers.count(destination.closesLocalFirst),
          Numbers.decimal(destination.closesPerSecond),
          ports(destination),
          portsLast(destination));
    }
    page.table(table);
  }

  private static String toPort(Destination destination, Picture picture) {
    if (destination.listeningPort <= 0) {
      return "";
    }
    String library = picture.libraryOf(destination.listeningPort);
    return " to port "
        + destination.listeningPort
        + (library.isEmpty() ? "" : " (" + library + ")");
  }

  private static String sample(Site site) {
    return Double.isNaN(site.marginPercent)
        ? " (from a sample)"
        : " (from a sample, ±" + Numbers.decimal(site.marginPercent) + " points)";
  }

  /** Only a client takes ephemeral ports. A server's connections share its listening port. */
  private static String ports(Destination destination) {
    if (destination.listeningPort > 0) {
      return "-";
    }
    if (destination.portsUsed < 0 || destination.portsMax <= 0) {
      return "unknown";
    }
    int filled = (int) Math.round((double) BAR * destination.portsUsed / destination.portsMax);
    StringBuilder bar = new StringBuilder("[");
    for (int i = 0; i < BAR; i++) {
      bar.append(i < filled ? '#' : '.');
    }
    return bar.append("] ")
        .append(Numbers.share(destination.portsUsed, destination.portsMax))
        .append(" of ")
        .append(Numbers.count(destination.portsMax))
        .toString();
  }

  private static String portsLast(Destination destination) {
    boolean foreseen = !Double.isNaN(destination.secondsToExhaustion);
    return foreseen ? Numbers.duration(destination.secondsToExhaustion) : "-";
  }

  private static void sites(Page page, Picture picture) {
    if (picture.sites.isEmpty()) {
      return;
    }
    boolean byTimeWait = picture.timeWait.thisJvm > 0;
    long whole = byTimeWait ? picture.timeWait.thisJvm : allCloses(picture);
    page.heading(
        "Lines of code that ended connections, by share of "
            + (byTimeWait ? "this JVM's TIME_WAIT" : "all that ended"));
    for (Site site : picture.heaviestSites()) {
      long part = byTimeWait ? site.timeWait : site.closes;
      page.line(String.format("  %5s  %s", Numbers.share(part, whole), line(site.line, site.via)));
      if (!site.closedBy.isEmpty()) {
        page.line("         opened there, closed by " + site.closedBy);
      }
      page.line(
          "         "
              + site.role.label()
              + ", "
              + site.initiator.label()
              + " first, "
              + site.how.text()
              + "; ended "
              + Numbers.count(site.closes)
              + (site.sampled ? sample(site) : "")
              + ", TIME_WAIT "
              + Numbers.count(site.timeWait)
              + ", site "
              + site.id);
      if (site.frames.size() > 1) {
        page.frames("           ", site.frames);
      }
    }
  }

  private static void closeWait(Page page, Picture picture) {
    if (picture.closeWait.isEmpty()) {
      return;
    }
    page.heading("CLOSE_WAIT: the peer has closed, this JVM has not");
    for (CloseWaitGroup group : picture.closeWait) {
      page.line(
          String.format("  %5s  ", Numbers.count(group.count))
              + group.role.label()
              + " "
              + group.remote
              + (group.listeningPort > 0 ? " to port " + group.listeningPort : "")
              + ", "
              + Numbers.count(group.olderThanMinute)
              + " older than a minute, the oldest "
              + Numbers.duration(group.oldestSeconds)
              + ", "
              + Numbers.count(group.endOfStreamRead)
              + " read to the end");
      page.line(
          group.line.isEmpty()
              ? "         opener unknown: opened before the watch, or one of a burst"
              : "         opened by " + line(group.line, group.via));
      if (group.frames.size() > 1) {
        page.frames("           ", group.frames);
      }
    }
  }

  private static void finWait2(Page page, FinWait2 sockets) {
    if (sockets.groups.isEmpty()) {
      return;
    }
    page.heading("FIN_WAIT_2: this JVM has closed, the peer has not");
    Table table = new Table("llrr");
    table.row("role", "remote", "closed here", "half-closed here");
    for (FinWait2Group group : sockets.groups) {
      table.row(
          group.role.label(),
          group.remote,
          Numbers.count(group.orphans),
          Numbers.count(group.halfClosed));
    }
    page.table(table);
  }

  private static void unconnected(Page page, Unconnected sockets) {
    if (sockets.count <= 0) {
      return;
    }
    page.heading("Descriptors of TCP sockets without a connection");
    page.line(
        String.format("  %5s  ", Numbers.count(sockets.count))
            + Numbers.count(sockets.olderThanMinute)
            + " of them for more than a minute, of which "
            + Numbers.count(sockets.onceConnected)
            + " were connected once; the oldest for "
            + Numbers.duration(sockets.oldestSeconds));
    for (OpenerCount opener : sockets.openers) {
      page.line(
          String.format("  %5s  ", Numbers.count(opener.count))
              + (opener.line.isEmpty()
                  ? "line not known: from before the watch, or one of a burst"
                  : "opened or made by " + line(opener.line, opener.via)));
    }
  }

  private static void connectFailures(Page page, Picture picture) {
    if (picture.connectFailures.isEmpty()) {
      return;
    }
    page.heading("Connects that failed");
    Table table = new Table("rllll");
    table.row("count", "reason", "remote", "last", "line");
    for (ConnectFailure failure : picture.connectFailures) {
      table.row(
          Numbers.count(failure.count),
          failure.reason,
          failure.local.isEmpty() ? failure.remote : "any, bound to " + failure.local,
          Instant.ofEpochSecond(Math.floorDiv(failure.lastMillis, 1000L)).toString(),
          line(failure.line, ""));
    }
    page.table(table);
  }

  private static String line(String line, String via) {
    String known = line.isEmpty() ? "stacks that were not read" : line;
    return via.isEmpty() ? known : known + "  via " + via;
  }

  private static String share(long part, long whole) {
    return part < 0 || whole <= 0 ? "" : " (" + Numbers.share(part, whole) + ")";
  }

  private static long allCloses(Picture picture) {
    long all = 0;
    for (CloseCount close : picture.closes) {
      all += close.count;
    }
    return all;
  }
}
