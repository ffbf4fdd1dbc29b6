package benchmarks.driver;

import java.util.List;

/** One figure, or a few that one load gives together. */
interface Benchmark {

  /** The name by which the command line asks for it. */
  String name();

  /** One line for {@code --help}. */
  String description();

  /**
   * Measures. Leaves no process behind, also when it fails.
   *
   * @throws Skipped if something that it needs is not there
   */
  List<Row> measure(Setup setup) throws Exception;
}
