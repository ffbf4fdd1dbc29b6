package benchmarks.driver;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What every benchmark of one run shares.
 *
 * @param java the launcher of the JDK under test
 * @param agentJar the agent, or nothing in a control run, which compares no agent with no agent
 * @param programs the class path of the programs
 * @param censusFloor the compiled C receiver, or nothing without a C compiler
 * @param ss whether {@code ss} is there
 * @param scratch a folder for files that need not outlive the run
 * @param quick whether fewer rounds and smaller loads will do
 */
record Setup(
    Path java,
    Optional<Path> agentJar,
    Path programs,
    Optional<Path> censusFloor,
    boolean ss,
    Path scratch,
    boolean quick) {

  /** Picks the size of something by the kind of run. */
  int size(int full, int quickly) {
    return quick ? quickly : full;
  }

  static void progress(String format, Object... arguments) {
    System.err.printf("  " + format + "%n", arguments);
  }
}
