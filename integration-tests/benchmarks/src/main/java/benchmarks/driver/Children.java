package benchmarks.driver;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that run now, so that an interrupted run leaves none behind. */
final class Children {

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  private Children() {}

  static void stopAllAtExit() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  static void started(Process process) {
    RUNNING.add(process);
  }

  /** Waits a moment for a process that was asked to end, then ends it. */
  static void stop(Process process) throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    RUNNING.remove(process);
  }
}
