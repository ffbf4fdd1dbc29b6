package io.firstfin.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The TCP sockets of this network namespace as {@code /proc/net/tcp} and {@code tcp6} list them
 * (Linux, Documentation/networking/proc_net_tcp.rst). The demo reads them itself, so that what it
 * shows does not depend on the agent.
 */
final class ProcNetTcp {
  /** States by number, include/net/tcp_states.h; names of RFC 9293. */
  private static final String[] STATES = {
    "?",
    "ESTABLISHED",
    "SYN_SENT",
    "SYN_RECEIVED",
    "FIN_WAIT_1",
    "FIN_WAIT_2",
    "TIME_WAIT",
    "CLOSED",
    "CLOSE_WAIT",
    "LAST_ACK",
    "LISTEN",
    "CLOSING",
    "SYN_RECEIVED"
  };

  private static final int COLUMNS = 10;
  private static final long MILLIS_PER_CLOCK_TICK = 10;

  /**
   * One socket.
   *
   * @param state name of RFC 9293 with underscores
   * @param timerMillis time until the socket's timer fires, 0 without a timer; in TIME_WAIT it is
   *     the time that TIME_WAIT still lasts
   */
  record Row(int localPort, int remotePort, String state, long timerMillis) {
    boolean touches(int port) {
      return localPort == port || remotePort == port;
    }
  }

  private ProcNetTcp() {}

  /** All sockets. */
  static List<Row> all() throws IOException {
    return matching(row -> true);
  }

  /** All sockets with {@code port} at either end. */
  static List<Row> onPort(int port) throws IOException {
    return matching(row -> row.touches(port));
  }

  private static List<Row> matching(Predicate<Row> wanted) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      try (BufferedReader reader =
          Files.newBufferedReader(Path.of(table), StandardCharsets.US_ASCII)) {
        addRows(reader, wanted, rows);
      } catch (NoSuchFileException e) {
        // Without IPv6 there is no tcp6.
        continue;
      }
    }
    return rows;
  }

  /** Number of sockets in {@code state} with one of {@code ports} at either end. */
  static long count(String state, Integer... ports) throws IOException {
    return matching(row -> row.state().equals(state) && Stream.of(ports).anyMatch(row::touches))
        .size();
  }

  static void addRows(BufferedReader table, Predicate<Row> wanted, List<Row> rows)
      throws IOException {
    table.readLine();
    for (String line = table.readLine(); line != null; line = table.readLine()) {
      Row row = parse(line);
      if (wanted.test(row)) {
        rows.add(row);
      }
    }
  }

  /**
   * @throws IllegalArgumentException naming the line when it is not a row of the table
   */
  static Row parse(String line) {
    String[] columns = line.trim().split("\\s+");
    try {
      if (columns.length < COLUMNS) {
        throw new IllegalArgumentException("too few columns");
      }
      int state = Integer.parseInt(columns[3], 16);
      return new Row(
          Integer.parseInt(afterColon(columns[1]), 16),
          Integer.parseInt(afterColon(columns[2]), 16),
          state < STATES.length ? STATES[state] : "state " + state,
          Long.parseLong(afterColon(columns[5]), 16) * MILLIS_PER_CLOCK_TICK);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a line of /proc/net/tcp: '" + line + "'", e);
    }
  }

  private static String afterColon(String column) {
    int colon = column.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no colon in " + column);
    }
    return column.substring(colon + 1);
  }
}
