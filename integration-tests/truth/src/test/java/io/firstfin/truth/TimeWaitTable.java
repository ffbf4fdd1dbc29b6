package io.firstfin.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sockets in TIME_WAIT by cell, as ss counts them in a process's network namespace. */
record TimeWaitTable(Map<Cell, Integer> cells) {
  static TimeWaitTable read(long pid, PortRange listening) throws IOException {
    Process ss =
        new ProcessBuilder(
                List.of(
                    "nsenter",
                    "-t",
                    Long.toString(pid),
                    "--net",
                    "--",
                    "ss",
                    "-tanH",
                    "state",
                    "time-wait"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<Cell, Integer> cells = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new java.io.InputStreamReader(ss.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line; (line = lines.readLine()) != null; ) {
        String[] columns = line.trim().split("\\s+");
        int localPort = Address.port(columns[2]);
        int remotePort = Address.port(columns[3]);
        if (listening.contains(localPort) || listening.contains(remotePort)) {
          cells.merge(
              Cell.of(Address.host(columns[3]), localPort, remotePort, listening), 1, Integer::sum);
        }
      }
    }
    return new TimeWaitTable(cells);
  }

  int of(Cell cell) {
    return cells.getOrDefault(cell, 0);
  }

  int total() {
    return cells.values().stream().mapToInt(Integer::intValue).sum();
  }
}
