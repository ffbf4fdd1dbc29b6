package benchmarks.driver;

import java.io.IOException;

/** By how much the agent delayed closes, by its own account, in microseconds. */
final class Delays {
  static final String FORMAT = "%.1f µs";

  private static final double NANOS_PER_MICRO = 1_000;

  final Spread median = new Spread();
  final Spread p99 = new Spread();

  void add(Setup setup, Program watched) throws IOException, InterruptedException {
    Report report = Report.of(setup, watched);
    median.add(report.number("agent.delayNanosMedian") / NANOS_PER_MICRO);
    p99.add(report.number("agent.delayNanosP99") / NANOS_PER_MICRO);
  }
}
