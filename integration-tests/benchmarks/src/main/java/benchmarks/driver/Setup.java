package benchmarks.driver;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What all benchmarks of one run share.
 *
 * @param java the launcher of the JDK under test
 * @param agentJar the agent; empty in a control run, which compares no agent with no agent
 * @param programs the class path of the programs
 * @param censusFloor the compiled C receiver; empty without a C compiler
 * @param ss whether {@code ss} is there
 * @param scratch a folder for temporary files
 * @param quick whether fewer rounds and smaller loads are enough
 */
record Setup(
    Path java,
    Optional<Path> agentJar,
    Path programs,
    Optional<Path> censusFloor,
    boolean ss,
    Path scratch,
    boolean quick) {

  /** Chooses a size by the kind of run. */
  int size(int full, int quickly) {
    return quick ? quickly : full;
  }

  static void progress(String format, Object... arguments) {
    System.err.printf("  " + format + "%n", arguments);
  }
}
