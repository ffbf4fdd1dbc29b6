package io.firstfin.junit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a test's connections have done since it began. Immutable. Where several tests run at the
 * same time, the sums are of all of them, and the lines are those that may be this test's.
 */
public final class Connections {
  private final Snapshot begin;
  private final Snapshot end;
  private final List<LeftLine> lines;
  private final List<RunningTest> others;

  private Connections(
      Snapshot begin, Snapshot end, List<LeftLine> lines, List<RunningTest> others) {
    this.begin = begin;
    this.end = end;
    this.lines = Collections.unmodifiableList(lines);
    this.others = others;
  }

  /** What {@code test} did between two moments, while the {@code others} ran too. */
  static Connections between(
      Snapshot begin, Snapshot end, RunningTest test, List<RunningTest> others) {
    List<LeftLine> lines = new ArrayList<LeftLine>();
    for (LeftLine line : end.lines.values()) {
      long count = end.count(line) - begin.count(line) - openedBefore(line, begin, end);
      if (count > 0 && test.mayOwn(line.frames(), others)) {
        lines.add(line.with(count, !test.owns(line.frames(), others)));
      }
    }
    Collections.sort(lines, (one, other) -> Long.compare(other.count(), one.count()));
    return new Connections(begin, end, lines, others);
  }

  /**
   * How many of a line's connections had been opened before the test, and were closed in it by
   * something else than a line: what an earlier test has left, until the garbage collector finds
   * it.
   */
  private static long openedBefore(LeftLine line, Snapshot begin, Snapshot end) {
    if (line.closedBy().isEmpty()) {
      return 0;
    }
    return Math.max(0, begin.openedAt(line.frames()) - end.openedAt(line.frames()));
  }

  /** Connections that this JVM opened. */
  public long opened() {
    return end.opened - begin.opened;
  }

  /** Connections that this JVM accepted. */
  public long accepted() {
    return end.accepted - begin.accepted;
  }

  /** Connections that ended, whichever side closed first; both ends count if both are here. */
  public long closed() {
    return end.closed - begin.closed;
  }

  /**
   * Connections that this JVM opened and that are still open.
   *
   * @throws IllegalStateException when the agent could not read the kernel's tables
   */
  public long stillOpen() {
    if (end.open < 0 || begin.open < 0) {
      throw new IllegalStateException(
          "the agent could not read the kernel's tables, and does not know what is open; its report"
              + " says why, at capabilities");
    }
    return end.open - begin.open;
  }

  /**
   * Sockets that this JVM sent to TIME_WAIT, because it closed the connection first by a FIN. Each
   * stays there for a minute.
   */
  public long timeWait() {
    return end.closedFirst - begin.closedFirst;
  }

  /** All lines, those with the most connections first. */
  public List<LeftLine> lines() {
    return lines;
  }

  /** Whether the counts of lines may be estimates, because a sample of the stacks was read. */
  public boolean isSampled() {
    return end.sampled;
  }

  /** Whether all that was opened is closed, so that nothing can come any more. */
  boolean isAllClosed() {
    return leaked().isEmpty() && end.isAllClosedSince(begin);
  }

  /** The lines that closed first. */
  List<LeftLine> closedFirst() {
    return ofKind(false);
  }

  /** The lines whose connections nobody closed. */
  List<LeftLine> leaked() {
    return ofKind(true);
  }

  private List<LeftLine> ofKind(boolean leaks) {
    List<LeftLine> some = new ArrayList<LeftLine>();
    for (LeftLine line : lines) {
      if (line.kind().isLeak() == leaks) {
        some.add(line);
      }
    }
    return some;
  }

  /** Connections that closed first and whose line the agent does not know. */
  long closedFirstElsewhere() {
    return elsewhere(timeWait(), LeftLine.Kind.CLOSED_FIRST);
  }

  /** Open connections whose line the agent does not know; 0 when it does not know what is open. */
  long openElsewhere() {
    boolean known = end.open >= 0 && begin.open >= 0;
    return known ? elsewhere(end.open - begin.open, LeftLine.Kind.OPEN) : 0;
  }

  private long elsewhere(long all, LeftLine.Kind kind) {
    long known = end.sum(kind) - begin.sum(kind);
    return Math.max(0, all - known);
  }

  /** The tests that ran at the same time. */
  List<RunningTest> others() {
    return others;
  }

  /** The sums and the lines, for the message of a failed assertion. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(opened()).append(" opened, ").append(accepted()).append(" accepted, ");
    text.append(closed()).append(" closed, ");
    text.append(end.open < 0 ? "?" : Long.toString(end.open - begin.open)).append(" still open, ");
    text.append(timeWait()).append(" in TIME_WAIT");
    for (LeftLine line : lines) {
      text.append(System.lineSeparator()).append("  ").append(line);
    }
    if (!others.isEmpty()) {
      text.append(System.lineSeparator()).append("  at the same time ran ");
      text.append(RunningTest.names(others));
    }
    return text.toString();
  }
}
