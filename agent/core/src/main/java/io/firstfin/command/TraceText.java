package io.firstfin.command;

import io.firstfin.picture.SettledClose;
import io.firstfin.text.Numbers;
import io.firstfin.text.Printable;
import io.firstfin.vocabulary.How;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A trace for people: one row for each close, under a heading. Not thread-safe. */
final class TraceText {
  private static final String UNKNOWN = "-";

  /** The longest IPv4 address with a port. */
  private static final int USUAL_REMOTE = 21;

  private static final int MOST_REMOTE = 45;

  private final DateTimeFormatter time;

  /** Grows with the longest one so far, so that later rows are aligned. */
  private int remoteWidth = USUAL_REMOTE;

  TraceText(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  String heading() {
    return row("TIME", "ROLE", "FIRST", "HOW", "LPORT", "REMOTE", "AGE", "EXCH", "BYTES", "LINE");
  }

  String row(SettledClose close) {
    String remote = remote(close);
    remoteWidth = Math.max(remoteWidth, Math.min(remote.length(), MOST_REMOTE));
    return Printable.of(
        row(
            time.format(Instant.ofEpochMilli(close.timeMillis)),
            close.role.label(),
            close.initiator.label(),
            close.how == How.FIN_THEN_OUR_RST ? "fin+rst" : close.how.label(),
            close.localPort < 0 ? UNKNOWN : Integer.toString(close.localPort),
            remote,
            Double.isNaN(close.ageMillis) ? UNKNOWN : Numbers.age(close.ageMillis),
            close.exchanges < 0 ? UNKNOWN : Integer.toString(close.exchanges),
            close.bytes < 0 ? UNKNOWN : Numbers.bytes(close.bytes),
            line(close)));
  }

  private String row(String... cells) {
    String format = "%-12s %-6s %-6s %-3s %5s %-" + remoteWidth + "s %8s %4s %5s  %s";
    return String.format(Locale.ROOT, format, (Object[]) cells);
  }

  private static String remote(SettledClose close) {
    String address = close.host.isEmpty() ? UNKNOWN : close.remote();
    return close.name.isEmpty() ? address : close.name + "/" + address;
  }

  private static String line(SettledClose close) {
    if (close.line.isEmpty()) {
      return close.sampled ? "(stack not read: see stack.budget)" : UNKNOWN;
    }
    return close.line
        + (close.via.isEmpty() ? "" : "  via " + close.via)
        + (close.closedBy.isEmpty() ? "" : "  closed by " + close.closedBy);
  }
}
