package benchmarks.driver;

import java.util.List;

/** One figure, or a few figures of the same load. */
interface Benchmark {

  /** The name of the benchmark on the command line. */
  String name();

  /** One line for {@code --help}. */
  String description();

  /** Whether it is measured when none is named. */
  default boolean isInWholeRun() {
    return true;
  }

  /**
   * Measures. It leaves no process behind, even when it fails.
   *
   * @throws Skipped if something that it needs is not there
   */
  List<Row> measure(Setup setup) throws Exception;
}
