package benchmarks.program;

/** Runs a task below a given number of frames. */
final class Depth {

  /** What to run. */
  interface Task {
    void run() throws Exception;
  }

  private Depth() {}

  static void below(int frames, Task task) {
    if (frames > 0) {
      below(frames - 1, task);
      return;
    }
    try {
      task.run();
    } catch (Exception e) {
      e.printStackTrace();
      // Half of a benchmark left running would give figures that look right.
      Runtime.getRuntime().halt(1);
    }
  }
}
