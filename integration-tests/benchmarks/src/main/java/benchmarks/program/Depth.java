package benchmarks.program;

/** Runs a task below a given number of frames. */
final class Depth {

  /** The task. */
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
      // If half of a benchmark went on running, its figures would look right and be wrong.
      Runtime.getRuntime().halt(1);
    }
  }
}
