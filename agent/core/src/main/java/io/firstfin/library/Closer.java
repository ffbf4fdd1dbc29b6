package io.firstfin.library;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Says what closed a connection when no line of the application did. */
final class Closer {
  /** Threads that run when objects have been collected. */
  private static final List<String> COLLECTORS_THREADS =
      Arrays.asList(
          "Finalizer", "Secondary finalizer", "Common-Cleaner", "Cleaner-#", "Reference Handler");

  private static final String[] COLLECTORS_FRAMES = {
    "java.lang.ref.Finalizer",
    "java.lang.ref.Cleaner",
    "jdk.internal.ref.Cleaner",
    "jdk.internal.ref.PhantomCleanable",
    "sun.misc.Cleaner"
  };

  private static final String[] TIMERS_FRAMES = {
    "java.util.TimerThread.", "java.util.concurrent.ScheduledThreadPoolExecutor"
  };

  private Closer() {}

  /**
   * @param frames the innermost first
   * @param thread the name of the thread that closed, with {@code #} for numbers; may be empty
   */
  static String of(List<String> frames, String thread, Libraries libraries) {
    if (isCollector(frames, thread)) {
      return Libraries.GARBAGE_COLLECTOR;
    }
    Library library = library(frames, thread, libraries);
    String of = library == null ? "" : " of " + library.name;
    String named = thread.isEmpty() ? "" : " (thread " + thread + ")";
    if (libraries.shows(frames, StackKind.POOL_CLOSES)) {
      return "the pool" + of + named;
    }
    if (thread.contains("imer") || hasFrame(frames, TIMERS_FRAMES)) {
      return "a timer" + of + named;
    }
    if (isEventLoop(library, thread)) {
      return "the event loop" + of + named;
    }
    if (library == null) {
      return thread.isEmpty() ? "another thread" : "the thread " + thread;
    }
    return "a thread" + of + named;
  }

  private static boolean isCollector(List<String> frames, String thread) {
    if (COLLECTORS_THREADS.contains(thread) || hasFrame(frames, COLLECTORS_FRAMES)) {
      return true;
    }
    for (String frame : frames) {
      if (frame.contains(".finalize(") || frame.contains(".invokeFinalize(")) {
        return true;
      }
    }
    return false;
  }

  private static Library library(List<String> frames, String thread, Libraries libraries) {
    Library ofThread = libraries.ofThread(thread);
    return ofThread == null ? libraries.outermost(frames) : ofThread;
  }

  private static boolean isEventLoop(Library library, String thread) {
    String lower = thread.toLowerCase(Locale.ROOT);
    return library != null && library.owner == Owner.TOOLKIT
        || lower.contains("eventloop")
        || lower.contains("selector")
        || lower.contains("-epoll-")
        || lower.contains("-nio-");
  }

  private static boolean hasFrame(List<String> frames, String[] prefixes) {
    for (String frame : frames) {
      for (String prefix : prefixes) {
        if (frame.startsWith(prefix)) {
          return true;
        }
      }
    }
    return false;
  }
}
