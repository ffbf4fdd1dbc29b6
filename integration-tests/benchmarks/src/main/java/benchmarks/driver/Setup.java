package benchmarks.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What all benchmarks of one run share.
 *
 * @param java the launcher of the JDK under test
 * @param agentJar the agent; empty in a control run, which compares no agent with no agent
 * @param baseJar another build of the agent to compare with, instead of no agent; may be empty
 * @param junitExtension the classes of the JUnit extension; empty where they are not built
 * @param programs the class path of the programs
 * @param libraries the folder of the jars that some programs need
 * @param censusFloor the compiled C receiver; empty without a C compiler
 * @param ss whether {@code ss} is there
 * @param scratch a folder for temporary files
 * @param quick whether fewer rounds and smaller loads are enough
 */
record Setup(
    Path java,
    Optional<Path> agentJar,
    Optional<Path> baseJar,
    Optional<Path> junitExtension,
    Path programs,
    Path libraries,
    Optional<Path> censusFloor,
    boolean ss,
    Path scratch,
    boolean quick) {

  /** Chooses a size by the kind of run. */
  int size(int full, int quickly) {
    return quick ? quickly : full;
  }

  /** The agent of the watched program, or of the program that it is compared with. */
  Optional<Path> jar(boolean watched) {
    return watched ? agentJar : baseJar;
  }

  /** The command line of a program that needs the libraries; {@code options} of its JVM first. */
  String[] withLibraries(String program, String... options) {
    List<String> command = new ArrayList<>(Arrays.asList(options));
    command.addAll(
        List.of("-cp", programs + ":" + libraries + "/*", "benchmarks.program." + program));
    return command.toArray(new String[0]);
  }

  /** The command line of a command of the agent, such as {@code report}. */
  List<String> agentCommand(String... words) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-jar");
    command.add(agentJar.orElseThrow().toString());
    command.addAll(List.of(words));
    return command;
  }

  static void progress(String format, Object... arguments) {
    System.err.printf("  " + format + "%n", arguments);
  }
}
