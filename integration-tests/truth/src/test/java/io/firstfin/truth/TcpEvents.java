package io.firstfin.truth;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Gives each end of each connection its verdict, from the kernel's transitions and resets. Used by
 * one thread.
 *
 * <p>A FIN or RST counts for the end that sends it, at the moment at which this end leaves
 * ESTABLISHED or CLOSE_WAIT. When a close sends an RST after its own FIN, the verdict is that of a
 * reset.
 */
final class TcpEvents {
  /**
   * A reader that merges the buffers of several CPUs can deliver lines out of order by this much.
   */
  private static final double REORDER_SECONDS = 0.05;

  /** After this time nothing more can come for an end that has its verdict. */
  private static final double FORGET_SECONDS = 20;

  private final String ipv4;
  private final String ipv6;
  private final PortRange listening;
  private final Counts counts = new Counts();
  private final Map<String, Integer> addresses = new HashMap<>();
  private final Map<Long, End> ends = new HashMap<>();
  private final Deque<End> ended = new ArrayDeque<>();
  private final PriorityQueue<Event> waiting = new PriorityQueue<>();
  private long sequence;
  private double latest;
  private long unexpected;
  private String firstUnexpected;

  /** Counts connections whose listening side is on these addresses and ports. */
  TcpEvents(String ipv4, String ipv6, PortRange listening) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    this.listening = listening;
  }

  Counts counts() {
    return counts;
  }

  long unexpected() {
    return unexpected;
  }

  String firstUnexpected() {
    return firstUnexpected;
  }

  /** Takes a line of trace_pipe. */
  void line(String line) {
    if (!line.contains(ipv4) && !line.contains(ipv6)) {
      return;
    }
    int name = line.indexOf(": inet_sock_set_state: ");
    Kind kind = Kind.TRANSITION;
    if (name < 0) {
      name = line.indexOf(": tcp_receive_reset: ");
      kind = Kind.RESET_RECEIVED;
    }
    if (name < 0) {
      name = line.indexOf(": tcp_send_reset: ");
      kind = Kind.RESET_SENT;
    }
    if (name < 0) {
      return;
    }
    double time = Double.parseDouble(line.substring(line.lastIndexOf(' ', name) + 1, name));
    latest = Math.max(latest, time);
    waiting.add(new Event(time, sequence++, kind, line));
    while (waiting.peek().time < latest - REORDER_SECONDS) {
      take(waiting.poll());
    }
  }

  /** Called when no line follows. */
  void end() {
    while (!waiting.isEmpty()) {
      take(waiting.poll());
    }
  }

  private void take(Event event) {
    String line = event.line;
    if (event.kind == Kind.RESET_SENT) {
      String source = value(line, " src=");
      String destination = value(line, " dest=");
      resetSent(
          Address.host(source),
          Address.port(source),
          Address.host(destination),
          Address.port(destination));
      return;
    }
    String local = Address.plain(value(line, " saddrv6="));
    int localPort = Integer.parseInt(value(line, " sport="));
    String remote = Address.plain(value(line, " daddrv6="));
    int remotePort = Integer.parseInt(value(line, " dport="));
    if (event.kind == Kind.RESET_RECEIVED) {
      End end = ends.get(key(local, localPort, remote, remotePort));
      if (end != null) {
        end.resetReceived = true;
      }
      return;
    }
    String old = value(line, " oldstate=TCP_");
    String now = value(line, " newstate=TCP_");
    long key = key(local, localPort, remote, remotePort);
    if (now.equals("ESTABLISHED")) {
      born(key, Cell.of(remote, localPort, remotePort, listening), old, event.time, line);
      return;
    }
    End end = ends.get(key);
    if (end == null) {
      unexpected(line);
      return;
    }
    transition(end, old, now, event.time, line);
  }

  private void born(long key, Cell cell, String old, double time, String line) {
    boolean consistent = cell.role().equals(old.equals("SYN_SENT") ? "client" : "server");
    if (!consistent) {
      unexpected(line);
    }
    ends.put(key, new End(key, cell));
    while (!ended.isEmpty() && ended.peek().time < time - FORGET_SECONDS) {
      End past = ended.poll();
      ends.remove(past.key, past);
    }
  }

  private void transition(End end, String old, String now, double time, String line) {
    switch (old + ' ' + now) {
      case "ESTABLISHED FIN_WAIT1" -> judge(end, Verdict.LOCAL_FIN, time);
      case "ESTABLISHED CLOSE_WAIT" -> judge(end, Verdict.REMOTE_FIN, time);
      case "ESTABLISHED CLOSE" ->
          judge(end, end.resetReceived ? Verdict.REMOTE_RST : Verdict.LOCAL_RST, time);
      case "FIN_WAIT1 CLOSING" -> revise(end, Verdict.SIMULTANEOUS_FIN);
      // Because a reset came in, or because this end's close sends one without a FIN.
      case "CLOSE_WAIT CLOSE" ->
          revise(end, end.resetReceived ? Verdict.REMOTE_RST : Verdict.REMOTE_FIN_RST);
      // A repeated FIN changes nothing.
      case "CLOSE_WAIT LAST_ACK", "CLOSING CLOSING" -> {}
      default -> unexpected(line);
    }
  }

  /** No packet caused this reset, but a close: of data that nobody has read, or with SO_LINGER. */
  private void resetSent(String local, int localPort, String remote, int remotePort) {
    End end = ends.get(key(local, localPort, remote, remotePort));
    if (end == null || end.verdict == null) {
      return;
    }
    if (end.verdict == Verdict.LOCAL_FIN) {
      revise(end, Verdict.LOCAL_RST);
    } else if (end.verdict == Verdict.REMOTE_FIN) {
      revise(end, Verdict.REMOTE_FIN_RST);
    }
  }

  private void judge(End end, Verdict verdict, double time) {
    end.verdict = verdict;
    end.time = time;
    ended.add(end);
    counts.add(end.cell, verdict, 1);
  }

  private void revise(End end, Verdict verdict) {
    if (end.verdict == null) {
      throw new IllegalStateException(end.cell + ": " + verdict + " without a first close");
    }
    counts.add(end.cell, end.verdict, -1);
    counts.add(end.cell, verdict, 1);
    end.verdict = verdict;
  }

  private void unexpected(String line) {
    unexpected++;
    if (firstUnexpected == null) {
      firstUnexpected = line.strip();
    }
  }

  private long key(String local, int localPort, String remote, int remotePort) {
    return (long) number(local) << 48
        | (long) number(remote) << 32
        | (long) localPort << 16
        | remotePort;
  }

  private int number(String address) {
    return addresses.computeIfAbsent(address, key -> addresses.size());
  }

  private static String value(String line, String key) {
    int from = line.indexOf(key) + key.length();
    int to = line.indexOf(' ', from);
    return to < 0 ? line.substring(from) : line.substring(from, to);
  }

  private enum Kind {
    TRANSITION,
    RESET_RECEIVED,
    RESET_SENT
  }

  private record Event(double time, long sequence, Kind kind, String line)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int order = Double.compare(time, other.time);
      return order != 0 ? order : Long.compare(sequence, other.sequence);
    }
  }

  private static final class End {
    final long key;
    final Cell cell;
    boolean resetReceived;
    Verdict verdict;
    double time;

    End(long key, Cell cell) {
      this.key = key;
      this.cell = cell;
    }
  }
}
