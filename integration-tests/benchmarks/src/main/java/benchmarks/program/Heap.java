package benchmarks.program;

/** What stays on the heap after a collection. */
final class Heap {

  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Collects more than once, as what a reference queue frees goes in a later collection. */
  static long bytesInUse() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
