package io.firstfin.integration;

import io.firstfin.support.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The witness: the kernel's own account of every end of a connection to some listeners, from the
 * tracepoints of the packages sock and tcp. It shares nothing with the agent: the agent asks for
 * states, and the witness receives transitions. It needs root and tracefs.
 */
final class TcpTracepoint implements AutoCloseable {
  private static final Path MOUNTED = Path.of("/sys/kernel/tracing");
  private static final String BUFFER_KIB_PER_CPU = "65536";

  private final Path instance;
  private final Path ownMount;
  private final String address;
  private final int firstPort;
  private final int lastPort;

  private TcpTracepoint(Path instance, Path ownMount, String address, int firstPort, int lastPort) {
    this.address = address;
    this.instance = instance;
    this.ownMount = ownMount;
    this.firstPort = firstPort;
    this.lastPort = lastPort;
  }

  /**
   * Watches connections to listeners on this address and these ports; empty where the kernel
   * refuses. It sees all network namespaces, so that the address must be one that nothing else
   * uses.
   */
  static Optional<TcpTracepoint> watch(String address, int firstPort, int lastPort) {
    Path root = MOUNTED;
    Path ownMount = null;
    try {
      if (!Files.isDirectory(root.resolve("instances"))) {
        ownMount = Files.createTempDirectory("firstfin-tracefs");
        root = ownMount;
        if (Command.run("mount", "-t", "tracefs", "tracefs", root.toString()).status() != 0) {
          Files.delete(ownMount);
          return Optional.empty();
        }
      }
      Path instance =
          Files.createDirectory(
              root.resolve(
                  "instances/firstfin-" + ProcessHandle.current().pid() + "-" + firstPort));
      TcpTracepoint tracepoint =
          new TcpTracepoint(instance, ownMount, address, firstPort, lastPort);
      try {
        tracepoint.start();
      } catch (IOException e) {
        tracepoint.close();
        throw e;
      }
      return Optional.of(tracepoint);
    } catch (IOException e) {
      System.out.println("no tracepoint for a witness: " + e);
      return Optional.empty();
    }
  }

  private void start() throws IOException {
    set("buffer_size_kb", BUFFER_KIB_PER_CPU);
    // One clock for all CPUs, so that the merged order is the true one.
    set("trace_clock", "global");
    String ports =
        "((sport >= %1$d && sport <= %2$d) || (dport >= %1$d && dport <= %2$d))"
            .formatted(firstPort, lastPort);
    // From ESTABLISHED (1) and CLOSE_WAIT (8), and into CLOSING (11): these decide. Into
    // ESTABLISHED: a port pair is used again.
    set(
        "events/sock/inet_sock_set_state/filter",
        ports
            + " && protocol == 6 && (oldstate == 1 || newstate == 1 || oldstate == 8 || newstate == 11)");
    set("events/tcp/tcp_receive_reset/filter", ports);
    // A reset that answers no packet: a close sends it.
    set("events/tcp/tcp_send_reset/filter", "skbaddr == 0");
    set("events/sock/inet_sock_set_state/enable", "1");
    set("events/tcp/tcp_receive_reset/enable", "1");
    set("events/tcp/tcp_send_reset/enable", "1");
  }

  private void set(String file, String value) throws IOException {
    Files.writeString(instance.resolve(file), value);
  }

  /** Returns what was seen, and ends the watch. */
  Closes closes() {
    try {
      set("tracing_on", "0");
      assertNothingLost();
      Tally tally = new Tally();
      try (BufferedReader trace = Files.newBufferedReader(instance.resolve("trace"))) {
        for (String line; (line = trace.readLine()) != null; ) {
          if (!line.contains(address)) {
            continue;
          }
          if (line.contains(": inet_sock_set_state: ")) {
            tally.transition(line);
          } else if (line.contains(": tcp_receive_reset: ")) {
            tally.resetReceived(line);
          } else if (line.contains(": tcp_send_reset: ")) {
            tally.resetSent(line);
          }
        }
      }
      return tally.closes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertNothingLost() throws IOException {
    try (Stream<Path> cpus = Files.list(instance.resolve("per_cpu"))) {
      for (Path cpu : cpus.toList()) {
        List<String> statistics = Files.readAllLines(cpu.resolve("stats"));
        for (String line : statistics) {
          boolean lost = line.startsWith("overrun:") || line.startsWith("dropped events:");
          if (lost && !line.endsWith(": 0")) {
            throw new AssertionError("the witness lost events: " + statistics);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      set("events/enable", "0");
      Files.delete(instance);
    } catch (IOException e) {
      System.out.println("trace instance left behind: " + e);
    }
    if (ownMount != null) {
      Command.run("umount", ownMount.toString());
      ownMount.toFile().delete();
    }
  }

  /** Follows each end of each connection through its transitions, in their order. */
  private final class Tally {
    private final Closes closes = new Closes();
    private final Map<Long, String> lastClose = new HashMap<>();
    private final Set<Long> resetReceived = new HashSet<>();

    void transition(String line) {
      long end = end(value(line, " sport="), value(line, " dport="));
      boolean reset = resetReceived.remove(end);
      switch (value(line, " oldstate=") + " " + value(line, " newstate=")) {
        case "TCP_SYN_SENT TCP_ESTABLISHED", "TCP_SYN_RECV TCP_ESTABLISHED" ->
            lastClose.remove(end);
        case "TCP_ESTABLISHED TCP_FIN_WAIT1" -> count(end, "local fin");
        case "TCP_FIN_WAIT1 TCP_CLOSING" -> correct(end, "local fin", "simultaneous fin");
        case "TCP_ESTABLISHED TCP_CLOSE" -> count(end, reset ? "remote rst" : "local rst");
        // Whether a reset comes in is known when this end leaves CLOSE_WAIT.
        case "TCP_ESTABLISHED TCP_CLOSE_WAIT" -> count(end, "remote fin");
        case "TCP_CLOSE_WAIT TCP_LAST_ACK" -> {}
        case "TCP_CLOSE_WAIT TCP_CLOSE" ->
            correct(end, "remote fin", reset ? "remote rst" : "remote fin");
        default -> throw new AssertionError("a transition that was not asked for: " + line);
      }
    }

    void resetReceived(String line) {
      resetReceived.add(end(value(line, " sport="), value(line, " dport=")));
    }

    /**
     * A close that found unread data sends a reset, although java.net.Socket has sent a FIN before.
     */
    void resetSent(String line) {
      if (line.contains(" reason=") && !line.contains(" reason=TCP_ABORT_ON_CLOSE")) {
        // A reset of the kernel's own, as when the machine has too many orphans. Old kernels give
        // no reason.
        return;
      }
      long end = end(portOf(value(line, " src=")), portOf(value(line, " dest=")));
      if ("local fin".equals(lastClose.get(end))) {
        correct(end, "local fin", "local rst");
      }
    }

    private void count(long end, String close) {
      lastClose.put(end, close);
      closes.add(role(end) + " " + close, 1);
    }

    private void correct(long end, String from, String to) {
      if (!lastClose.containsKey(end)) {
        // The event of the close itself was not recorded: the close counts as missing.
        return;
      }
      if (!lastClose.replace(end, from, to)) {
        throw new AssertionError(lastClose.get(end) + " where " + from + " precedes " + to);
      }
      closes.add(role(end) + " " + from, -1);
      closes.add(role(end) + " " + to, 1);
    }

    private String role(long end) {
      int local = (int) (end >>> 16);
      return local >= firstPort && local <= lastPort ? "server" : "client";
    }

    /** One end: its own port in the upper bits, the peer's in the lower. */
    private long end(String local, String remote) {
      return Long.parseLong(local) << 16 | Long.parseLong(remote);
    }

    private String portOf(String address) {
      return address.substring(address.lastIndexOf(':') + 1);
    }

    private String value(String line, String key) {
      int from = line.indexOf(key) + key.length();
      int to = line.indexOf(' ', from);
      return to < 0 ? line.substring(from) : line.substring(from, to);
    }
  }
}
