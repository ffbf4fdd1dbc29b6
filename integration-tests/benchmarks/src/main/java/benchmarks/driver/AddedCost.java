package benchmarks.driver;

import java.util.List;

/** Wall and CPU time that is added to a command, in pairs of runs. */
final class AddedCost {
  private static final String FORMAT = "%.0f ms";

  private final Spread wallWithout = new Spread();
  private final Spread wallWith = new Spread();
  private final Spread wallAdded = new Spread();
  private final Spread cpuWithout = new Spread();
  private final Spread cpuWith = new Spread();
  private final Spread cpuAdded = new Spread();

  /** Takes a pair of runs. */
  void add(Cost without, Cost with) {
    wallWithout.add(without.wall());
    wallWith.add(with.wall());
    wallAdded.add(with.wall() - without.wall());
    cpuWithout.add(without.cpu());
    cpuWith.add(with.cpu());
    cpuAdded.add(with.cpu() - without.cpu());
  }

  /** What the last pair has added. */
  String last() {
    return Row.text("added %.0f ms wall", wallAdded.last())
        + Row.text(", %.0f ms CPU", cpuAdded.last());
  }

  /**
   * Two rows.
   *
   * @param wallLimit milliseconds; NaN for no limit
   * @param cpuLimit milliseconds; NaN for no limit
   */
  List<Row> rows(String what, double wallLimit, double cpuLimit) {
    return List.of(
        row(what + ", added wall time", wallWithout, wallWith, wallAdded, wallLimit),
        row(what + ", added CPU", cpuWithout, cpuWith, cpuAdded, cpuLimit));
  }

  private static Row row(
      String benchmark, Spread without, Spread with, Spread added, double limit) {
    return Double.isNaN(limit)
        ? Row.unlimited(benchmark, without.text(FORMAT), with.text(FORMAT), added, FORMAT)
        : Row.atMost(benchmark, without.text(FORMAT), with.text(FORMAT), added, FORMAT, limit);
  }
}
