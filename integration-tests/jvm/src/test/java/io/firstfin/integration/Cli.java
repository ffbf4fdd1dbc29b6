package io.firstfin.integration;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.util.ArrayList;
import java.util.List;

/** The command line of the jar, run as a user would run it. */
final class Cli {
  private Cli() {}

  static Command.Result run(Jdk jdk, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.java().toString(), "-jar", JvmProcess.JAR.toString()));
    command.addAll(List.of(arguments));
    Command.Result result = Command.run(command);
    // A thread that waits for a reader of a full pipe ends later, and the answer says so.
    boolean ended = result.status() == 0 && !result.out().contains("not ended within");
    if (arguments[0].equals("detach") && ended) {
      Unharmed.assertDetached(Long.parseLong(arguments[1]), result.out());
    }
    return result;
  }

  static Report report(Jdk jdk, JvmProcess process) {
    return reportOf(process, askReport(jdk, process));
  }

  /**
   * A report of a JVM on a machine that may have no CPU for it for seconds. An agent's thread that
   * is starved answers the second or third time; one that is stuck never does.
   */
  static Report reportOfAStarvedJvm(Jdk jdk, JvmProcess process) {
    Command.Result result = askReport(jdk, process);
    for (int again = 0; again < 2 && result.err().contains("stuck or starved"); again++) {
      result = askReport(jdk, process);
    }
    return reportOf(process, result);
  }

  private static Command.Result askReport(Jdk jdk, JvmProcess process) {
    return run(jdk, "report", Long.toString(process.pid()), "--json");
  }

  private static Report reportOf(JvmProcess process, Command.Result result) {
    if (result.status() != 0) {
      throw new AssertionError("report failed: " + result + "\n" + process);
    }
    return new Report(result.out());
  }
}
