package io.firstfin.demo;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Counts sockets without the agent: with {@code ss} of iproute2, or from procfs where ss is
 * missing.
 */
final class Witness {
  /**
   * @param source {@code ss} or {@code /proc/net/tcp}
   * @param lines one for each socket, in the format of the source
   */
  record Count(String source, List<String> lines) {
    int sockets() {
      return lines.size();
    }
  }

  private Witness() {}

  /**
   * Counts the sockets in one state with one of {@code ports} at either end.
   *
   * @param state name of RFC 9293 with underscores, such as {@code TIME_WAIT}
   */
  static Count count(Collection<Integer> ports, String state)
      throws IOException, InterruptedException {
    try {
      String filter =
          ports.stream()
              .map(port -> "sport = :" + port + " or dport = :" + port)
              .collect(Collectors.joining(" or ", "( ", " )"));
      Command.Result ss = Command.run(List.of("ss", "-Htan", "state", ssName(state), filter));
      if (ss.status() == 0) {
        return new Count("ss", ss.output().lines().collect(Collectors.toList()));
      }
    } catch (IOException e) {
      // No ss on this machine.
    }
    return new Count(
        "/proc/net/tcp",
        ProcNetTcp.all().stream()
            .filter(row -> row.state().equals(state))
            .filter(row -> ports.stream().anyMatch(row::touches))
            .map(row -> state + " " + row.localPort() + " " + row.remotePort())
            .collect(Collectors.toList()));
  }

  /** The name that ss has for {@code TIME_WAIT}: {@code time-wait}. */
  static String ssName(String state) {
    return state.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
