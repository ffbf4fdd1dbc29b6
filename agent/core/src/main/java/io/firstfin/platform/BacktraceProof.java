package io.firstfin.platform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tests whether {@link Backtrace} has the layout that the agent knows. It reads known stacks of up
 * to more than three chunks, with overloaded methods in them, and compares every frame with {@code
 * getStackTrace()}. One thread.
 */
final class BacktraceProof {
  /** Depths of recursion, chosen so that stacks end before, at and after the end of a chunk. */
  private static final int[] DEPTHS = {3 * Backtrace.CHUNK + 5, 33, 32, 31, 4};

  private final Throwable stack = new Throwable();
  private int next = -1;

  private BacktraceProof() {}

  /**
   * The index of the next chunk in a chunk, or -1 when the layout is not proved. The JVM is another
   * one then, or its flags make it fill in no stacks or only short ones.
   */
  static int indexOfNext() {
    if (!Backtrace.isAccessible()) {
      return -1;
    }
    try {
      BacktraceProof proof = new BacktraceProof();
      for (int depth : DEPTHS) {
        proof.descend(depth, depth);
      }
      return proof.next;
    } catch (Throwable e) {
      return -1;
    }
  }

  private void descend(int frames, int depth) throws Throwable {
    if (frames > 0) {
      descend(frames - 1, depth);
    } else {
      descend("", depth);
    }
  }

  private void descend(String none, int depth) throws Throwable {
    check(depth);
  }

  private void check(int depth) throws Throwable {
    stack.fillInStackTrace();
    Object[] chunk = Backtrace.first(stack);
    StackTraceElement[] text = stack.getStackTrace();
    require(text.length > depth);
    if (next < 0) {
      next = Backtrace.indexOfNext(chunk);
      require(next > 0);
    }
    Map<String, Long> byLine = new HashMap<String, Long>();
    Set<String> methods = new HashSet<String>();
    for (int frame = 0; frame < text.length; frame++) {
      int i = frame % Backtrace.CHUNK;
      if (frame > 0 && i == 0) {
        chunk = (Object[]) chunk[next];
      }
      StackTraceElement element = text[frame];
      Class<?> type = (Class<?>) Backtrace.classes(chunk)[i];
      int number = Backtrace.methods(chunk)[i];
      int position = Backtrace.positions(chunk)[i];
      require(Backtrace.classes(chunk).length == Backtrace.CHUNK);
      require(type.getName().equals(element.getClassName()));
      require(!element.isNativeMethod() || position >>> 16 == 0);
      if (type == BacktraceProof.class) {
        // In this class, each line that occurs in the stack is one place in one method.
        String line = element.getMethodName() + ' ' + element.getLineNumber();
        long place = (long) number << 32 | position & 0xffffffffL;
        Long known = byLine.put(line, place);
        require(known == null || known == place);
        methods.add(element.getMethodName() + ' ' + number);
      }
    }
    // The methods are check, indexOfNext and the two descend, which have three lines together.
    require(methods.size() == 4 && byLine.size() == 5);
    require(new HashSet<Long>(byLine.values()).size() == 5);
    int end = text.length % Backtrace.CHUNK;
    require(chunk[next] == null && (end == 0 || Backtrace.classes(chunk)[end] == null));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException();
    }
  }
}
