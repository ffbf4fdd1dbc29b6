package benchmarks.program;

/** The live heap after a collection. */
final class Heap {

  private static final int COLLECTIONS = 3;

  private Heap() {}

  /**
   * Collects more than once, because what a reference queue releases is freed by a later
   * collection.
   */
  static long bytesInUse() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
