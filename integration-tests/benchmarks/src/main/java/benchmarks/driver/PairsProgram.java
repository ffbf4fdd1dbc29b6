package benchmarks.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Command lines of {@code benchmarks.program.Pairs}. */
final class PairsProgram {

  /** A close happens this many frames deep: a service's code has many frames of frameworks. */
  private static final int DEPTH = 24;

  private PairsProgram() {}

  /**
   * One thread an end, or one for both.
   *
   * @param transport {@code socket} or {@code channel}
   * @param order a name of {@code benchmarks.program.Order}
   */
  static List<String> of(String transport, String order) {
    return of(transport, order, DEPTH, 1);
  }

  /** As above, this many frames deep, and with this many threads. */
  static List<String> of(String transport, String order, int depth, int threads) {
    return List.of(
        "benchmarks.program.Pairs",
        transport,
        order,
        Integer.toString(depth),
        Integer.toString(threads));
  }

  /** One thread that makes both ends of sockets; {@code options} are those of the JVM. */
  static String[] oneThread(String... options) {
    List<String> command = new ArrayList<>(Arrays.asList(options));
    command.addAll(of("socket", "ONE_THREAD"));
    return command.toArray(new String[0]);
  }
}
