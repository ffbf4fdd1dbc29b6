package io.firstfin.integration;

import io.firstfin.support.Command;
import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The kernel's sockets in a process's network namespace, counted by {@code ss}; where ss is
 * missing, read from /proc/PID/net.
 */
final class SocketTable {
  enum State {
    TIME_WAIT("time-wait", "06"),
    CLOSE_WAIT("close-wait", "08"),
    FIN_WAIT_2("fin-wait-2", "05");

    private final String ss;
    private final String procfs;

    State(String ss, String procfs) {
      this.ss = ss;
      this.procfs = procfs;
    }
  }

  private SocketTable() {}

  /** Sockets in the state, with one of both ports accepted by the predicate. */
  static int count(State state, JvmProcess process, IntPredicate port) {
    Command.Result ss =
        Command.run(
            NetworkNamespace.wrap(List.of("ss", "-tanH", "state", state.ss), process.pid()));
    return ss.status() == 0 ? countOfSs(ss.out(), port) : countOfProcfs(state, process.pid(), port);
  }

  /** Sockets that still belong to a process: those in all states except LISTEN and TIME_WAIT. */
  static int countOpen(JvmProcess process, IntPredicate port) {
    Command.Result ss =
        Command.run(
            NetworkNamespace.wrap(
                List.of("ss", "-tanH", "state", "connected", "exclude", "time-wait"),
                process.pid()));
    if (ss.status() != 0) {
      throw new AssertionError("ss: " + ss);
    }
    int count = 0;
    for (String line : (Iterable<String>) ss.out().lines()::iterator) {
      String[] columns = line.trim().split("\\s+");
      if (port.test(portOf(columns[3])) || port.test(portOf(columns[4]))) {
        count++;
      }
    }
    return count;
  }

  private static int countOfSs(String table, IntPredicate port) {
    int count = 0;
    for (String line : (Iterable<String>) table.lines()::iterator) {
      String[] columns = line.trim().split("\\s+");
      if (columns.length >= 4 && (port.test(portOf(columns[2])) || port.test(portOf(columns[3])))) {
        count++;
      }
    }
    return count;
  }

  private static int portOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static int countOfProcfs(State state, long pid, IntPredicate port) {
    int count = 0;
    for (String table : List.of("tcp", "tcp6")) {
      try {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
          String[] columns = line.trim().split("\\s+");
          if (columns[3].equals(state.procfs)
              && (port.test(hexPortOf(columns[1])) || port.test(hexPortOf(columns[2])))) {
            count++;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return count;
  }

  private static int hexPortOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
