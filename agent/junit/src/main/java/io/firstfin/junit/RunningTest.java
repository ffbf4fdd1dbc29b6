package io.firstfin.junit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A test that the extension watches, and which others ran at the same time. */
final class RunningTest {
  /** What a stack says about a test. */
  private enum Named {
    NOT,
    /** A method of the test's class that is not the test's own. */
    CLASS,
    METHOD
  }

  private final String className;
  private final String methodName;
  private final String text;

  /** Guarded by {@link RunningTests}; read once the test has ended. */
  final Set<RunningTest> besides = new LinkedHashSet<RunningTest>();

  /** {@code text} is the test's name for people. */
  RunningTest(String className, String methodName, String text) {
    this.className = className;
    this.methodName = methodName;
    this.text = text;
  }

  /** Whether a stack with these frames may be this test's. */
  boolean mayOwn(List<String> frames, List<RunningTest> others) {
    Named mine = named(frames);
    for (RunningTest other : others) {
      if (other.named(frames).compareTo(mine) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a stack with these frames can be no other's of the tests. */
  boolean owns(List<String> frames, List<RunningTest> others) {
    Named mine = named(frames);
    for (RunningTest other : others) {
      if (other.named(frames).compareTo(mine) >= 0) {
        return false;
      }
    }
    return true;
  }

  private Named named(List<String> frames) {
    Named named = Named.NOT;
    for (String frame : frames) {
      if (frame.startsWith(className + "." + methodName + "(")
          || frame.startsWith(className + ".lambda$" + methodName + "$")) {
        return Named.METHOD;
      }
      if (frame.startsWith(className + ".") || frame.startsWith(className + "$")) {
        named = Named.CLASS;
      }
    }
    return named;
  }

  static String names(List<RunningTest> tests) {
    List<String> names = new ArrayList<String>();
    for (RunningTest test : tests) {
      names.add(test.text);
    }
    return String.join(", ", names);
  }

  @Override
  public String toString() {
    return text;
  }
}
