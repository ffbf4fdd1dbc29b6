package io.firstfin.junit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Connections of one kind that one stack of the application left. Immutable. */
public final class LeftLine {
  /** What the connections have in common. */
  public enum Kind {
    /** This JVM closed them first, by a FIN, which leaves each in TIME_WAIT. */
    CLOSED_FIRST("closed first"),
    /** This JVM opened them, and they are open. */
    OPEN("opened"),
    /** This JVM accepted them; their clients have closed and it has not. */
    NOT_CLOSED("accepted, and not closed although the client has closed"),
    /** Nobody closed them until the garbage collector found them. */
    FORGOTTEN("opened, and closed by nobody but the garbage collector");

    final String words;

    Kind(String words) {
      this.words = words;
    }

    boolean isLeak() {
      return this != CLOSED_FIRST;
    }
  }

  private final Kind kind;
  private final long count;
  private final String line;
  private final String via;
  private final String closedBy;
  private final List<String> frames;
  private final List<String> remedy;
  private final long port;
  final String id;

  /** Whether the stack may belong to any of the tests that ran at the same time. */
  private final boolean shared;

  private LeftLine(LeftLine from, long count, boolean shared) {
    this.kind = from.kind;
    this.id = from.id;
    this.line = from.line;
    this.via = from.via;
    this.closedBy = from.closedBy;
    this.frames = from.frames;
    this.remedy = from.remedy;
    this.port = from.port;
    this.count = count;
    this.shared = shared;
  }

  /** Reads a row of the agent's answer. */
  LeftLine(Answer row) {
    kind = Kind.valueOf(row.text("kind"));
    id = row.text("id");
    count = row.count("count");
    line = row.text("line");
    via = row.text("via");
    closedBy = row.text("closedBy");
    frames = row.texts("frames");
    remedy = row.texts("remedy");
    port = Math.max(0, row.count("port"));
    shared = false;
  }

  LeftLine with(long newCount, boolean newShared) {
    return new LeftLine(this, newCount, newShared);
  }

  public Kind kind() {
    return kind;
  }

  /** Connections; at least 1. */
  public long count() {
    return count;
  }

  /**
   * The application's frame that is named, {@code com.acme.Cache.get(Cache.java:42)}: the line that
   * closed, or the line that opened where no line of the application closed. Empty when the agent
   * does not know it.
   */
  public String line() {
    return line;
  }

  /** The library's method that the line called; empty when there is none. */
  public String via() {
    return via;
  }

  /** What closed, such as "the event loop of Netty", where {@link #line} opened; else empty. */
  public String closedBy() {
    return closedBy;
  }

  /** The frames of the line's stack that the agent keeps, the innermost first. */
  public List<String> frames() {
    return frames;
  }

  /** The listening port of {@link Kind#NOT_CLOSED}; else 0. */
  public int port() {
    return (int) port;
  }

  /** What to do; sentences. */
  public List<String> remedy() {
    return remedy;
  }

  /**
   * Whether another test that ran at the same time may have made these connections, because the
   * stack names neither.
   */
  public boolean isShared() {
    return shared;
  }

  /** The line and its callers, without those of the test's machinery. */
  List<String> stack() {
    List<String> stack = new ArrayList<String>();
    boolean begun = false;
    for (String frame : frames) {
      begun |= frame.equals(line);
      if (begun && isMachinery(frame)) {
        break;
      }
      if (begun) {
        stack.add(frame);
      }
    }
    return stack.isEmpty() && !line.isEmpty() ? Collections.singletonList(line) : stack;
  }

  private static boolean isMachinery(String frame) {
    return frame.startsWith("org.junit.")
        || frame.startsWith("java.lang.reflect.")
        || frame.startsWith("jdk.internal.")
        || frame.startsWith("sun.reflect.");
  }

  /** The kind for people, with its port, and with what closed where a line is its opener. */
  String words() {
    if (port > 0) {
      return kind.words.replaceFirst(",", " on port " + port + ",");
    }
    boolean byOther = kind == Kind.CLOSED_FIRST && !closedBy.isEmpty();
    return byOther ? kind.words + " by " + closedBy + ", opened" : kind.words;
  }

  /** The method of the line, without the place in its file. */
  String method() {
    int end = line.indexOf('(');
    return end < 0 ? line : line.substring(0, end);
  }

  /** Such as {@code 6 closed first at com.acme.Cache.get(Cache.java:42)}. */
  @Override
  public String toString() {
    return count + " " + words() + (line.isEmpty() ? "" : " at " + line);
  }
}
