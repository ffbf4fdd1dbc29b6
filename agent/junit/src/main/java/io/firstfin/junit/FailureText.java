package io.firstfin.junit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.AssertionFailedError;

/**
 * The failure of a test that left too much: the lines as a stack trace has them, so that a
 * development environment links them, and what to do.
 */
final class FailureText {
  private static final String NEW_LINE = System.lineSeparator();
  private static final int MOST_LINES = 10;
  private static final int MOST_FRAMES = 8;

  private static final Pattern FRAME =
      Pattern.compile("(.+)\\.([^.(]+)\\(([^:()]+)(?::(\\d+))?\\)");

  private final StringBuilder text = new StringBuilder();
  private final List<LeftLine> lines;
  private final RunningTest test;

  private FailureText(RunningTest test, List<LeftLine> lines) {
    this.test = test;
    this.lines = lines;
  }

  /** Null when the test left no more than it may. */
  static AssertionFailedError of(
      RunningTest test, Connections connections, Limits limits, KnownSites known) {
    List<LeftLine> leaks = isNew(connections.leaked(), known);
    List<LeftLine> first = isNew(connections.closedFirst(), known);
    long leaked = limits.noLeaks ? sum(leaks) + connections.openElsewhere() : 0;
    long timeWait = sum(first) + connections.closedFirstElsewhere();
    List<LeftLine> named = new ArrayList<LeftLine>();
    String what = "";
    long elsewhere = 0;
    if (leaked > 0) {
      what = leaked + (leaked == 1 ? " connection" : " connections") + " that nobody closed";
      named.addAll(leaks);
      elsewhere += connections.openElsewhere();
    }
    if (timeWait > limits.timeWait) {
      what += what.isEmpty() ? "" : ", and ";
      what += timeWait + (timeWait == 1 ? " socket" : " sockets") + " in TIME_WAIT";
      what += ", because this JVM closed first; at most " + limits.timeWait + " may be";
      named.addAll(first);
      elsewhere += connections.closedFirstElsewhere();
    }
    return what.isEmpty() ? null : new FailureText(test, named).error(what, elsewhere, connections);
  }

  /** Whether connections that nobody has closed until now would be a failure. */
  static boolean hasLeaks(Connections connections, Limits limits, KnownSites known) {
    return limits.noLeaks
        && (!isNew(connections.leaked(), known).isEmpty() || connections.openElsewhere() > 0);
  }

  private static List<LeftLine> isNew(List<LeftLine> lines, KnownSites known) {
    List<LeftLine> left = new ArrayList<LeftLine>();
    for (LeftLine line : lines) {
      if (!known.allows(line)) {
        left.add(line);
      }
    }
    return left;
  }

  private static long sum(List<LeftLine> lines) {
    long sum = 0;
    for (LeftLine line : lines) {
      sum += line.count();
    }
    return sum;
  }

  private AssertionFailedError error(String what, long elsewhere, Connections connections) {
    text.append(test).append(" left ").append(what).append('.');
    Set<String> allowing = new LinkedHashSet<String>();
    for (LeftLine line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
      append(line, connections);
      if (!line.line().isEmpty()) {
        allowing.add(KnownSites.lineFor(line));
      }
    }
    if (lines.size() > MOST_LINES) {
      line("and at " + (lines.size() - MOST_LINES) + " more lines");
    }
    if (elsewhere > 0) {
      line(elsewhere + " at a line that the agent does not know: its options stack.budget=all and");
      line("  top=1000 make it know each");
    }
    if (!connections.others().isEmpty()) {
      line("At the same time ran " + RunningTest.names(connections.others()) + ".");
    }
    if (!allowing.isEmpty()) {
      line("To allow a line, write it into src/test/resources/" + KnownSites.FILE + ":");
      for (String each : allowing) {
        line("  " + each);
      }
    }
    AssertionFailedError error = new AssertionFailedError(text.toString());
    setTrace(error);
    return error;
  }

  private void append(LeftLine line, Connections connections) {
    boolean estimate = connections.isSampled() && line.kind() == LeftLine.Kind.CLOSED_FIRST;
    line(
        (estimate ? "about " : "")
            + line.count()
            + " "
            + line.words()
            + (line.via().isEmpty() ? "" : " via " + line.via())
            + ":");
    List<String> stack = line.stack();
    for (String frame : stack.subList(0, Math.min(MOST_FRAMES, stack.size()))) {
      line("\tat " + frame);
    }
    for (String remedy : line.remedy()) {
      line("  Remedy: " + remedy);
    }
    if (line.isShared()) {
      line("  Which of the tests that ran at the same time it was cannot be told: the stack names");
      line("  none of them, or both.");
    }
  }

  private void line(String line) {
    text.append(NEW_LINE).append(line);
  }

  /** The heaviest line's stack takes the place of the extension's own, which helps nobody. */
  private void setTrace(AssertionFailedError error) {
    List<StackTraceElement> trace = new ArrayList<StackTraceElement>();
    for (String frame : lines.isEmpty() ? new ArrayList<String>() : lines.get(0).stack()) {
      Matcher parts = FRAME.matcher(frame);
      if (parts.matches()) {
        int number = parts.group(4) == null ? -1 : Integer.parseInt(parts.group(4));
        trace.add(new StackTraceElement(parts.group(1), parts.group(2), parts.group(3), number));
      }
    }
    if (!trace.isEmpty()) {
      error.setStackTrace(trace.toArray(new StackTraceElement[0]));
    }
  }
}
