package io.firstfin.quiet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The namespace's TCP sockets as {@code ss} lists them at one moment. */
final class SocketTable {
  private final List<String[]> rows = new ArrayList<>();

  private SocketTable() {}

  static SocketTable read() throws IOException {
    Process ss = new ProcessBuilder("ss", "-Htanp").start();
    String out = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    SocketTable table = new SocketTable();
    // State, receive queue, send queue, local address, peer, processes.
    out.lines().map(line -> line.trim().split("\\s+", 6)).forEach(table.rows::add);
    return table;
  }

  /** Connections to a port in which a process is the client. */
  int established(long pid, int port) {
    int count = 0;
    for (String[] row : rows) {
      boolean towards = row[0].equals("ESTAB") && port(row[4]) == port;
      if (towards && row.length == 6 && row[5].contains("pid=" + pid + ",")) {
        count++;
      }
    }
    return count;
  }

  /** Sockets in TIME_WAIT of connections to a port, whichever end closed first. */
  int timeWait(int port) {
    int count = 0;
    for (String[] row : rows) {
      if (row[0].equals("TIME-WAIT") && (port(row[3]) == port || port(row[4]) == port)) {
        count++;
      }
    }
    return count;
  }

  private static int port(String address) {
    String port = address.substring(address.lastIndexOf(':') + 1);
    return port.equals("*") ? 0 : Integer.parseInt(port);
  }
}
