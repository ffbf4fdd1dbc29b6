package io.firstfin.junit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the agent said at one moment. Immutable. */
final class Snapshot {
  final long opened;
  final long accepted;
  final long closed;
  final long closedFirst;

  /** Connections that this JVM opened and that are open now; -1 when unknown. */
  final long open;

  /** What tells the agent later whether there is anything new; see {@link AgentInThisJvm}. */
  final long activity;

  /** Whether the counts of lines may be estimates. */
  final boolean sampled;

  /** By id. */
  final Map<String, LeftLine> lines;

  Snapshot(Answer answer) {
    opened = answer.count("opened");
    accepted = answer.count("accepted");
    closed = answer.count("closed");
    closedFirst = answer.count("closedFirst");
    open = answer.count("open");
    activity = answer.count("activity");
    sampled = answer.flag("sampled");
    Map<String, LeftLine> read = new LinkedHashMap<String, LeftLine>();
    for (Answer row : answer.answers("rows")) {
      LeftLine line = new LeftLine(row);
      read.put(line.id, line);
    }
    lines = Collections.unmodifiableMap(read);
  }

  /** What this snapshot counts at that line of another one. */
  long count(LeftLine line) {
    LeftLine same = lines.get(line.id);
    return same == null ? 0 : same.count();
  }

  /** Connections at all lines of a kind. */
  long sum(LeftLine.Kind kind) {
    long sum = 0;
    for (LeftLine line : lines.values()) {
      sum += line.kind() == kind ? line.count() : 0;
    }
    return sum;
  }

  /** Connections that a stack with these frames opened, and that are open. */
  long openedAt(List<String> frames) {
    long sum = 0;
    for (LeftLine line : lines.values()) {
      boolean same = line.kind() == LeftLine.Kind.OPEN && line.frames().equals(frames);
      sum += same ? line.count() : 0;
    }
    return sum;
  }

  /** Whether all connections that were opened since then are closed. */
  boolean isAllClosedSince(Snapshot before) {
    return opened + accepted - before.opened - before.accepted <= closed - before.closed
        && open <= before.open;
  }

  boolean isLike(Snapshot other) {
    return opened == other.opened
        && accepted == other.accepted
        && closed == other.closed
        && closedFirst == other.closedFirst
        && open == other.open;
  }
}
