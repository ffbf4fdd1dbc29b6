package io.firstfin.integration;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.util.List;

/** What the JVM's own tool finds on its heap after full collections. */
final class LiveObjects {
  private static final int COLLECT_SECONDS = 60;

  private LiveObjects() {}

  /** The agent's objects, without its hooks, once there are none or after many collections. */
  static List<String> ofAgent(Jdk jdk, JvmProcess jvm) {
    // More than one collection, because a finalizer or a cleaner releases its object one collection
    // later.
    return Await.until(COLLECT_SECONDS, () -> now(jdk, jvm), List::isEmpty);
  }

  private static List<String> now(Jdk jdk, JvmProcess jvm) {
    Command.Result histogram =
        Command.run(
            jdk.home().resolve("bin/jcmd").toString(),
            Long.toString(jvm.pid()),
            "GC.class_histogram");
    if (histogram.status() != 0) {
      throw new AssertionError(histogram + "\n" + jvm);
    }
    return histogram
        .out()
        .lines()
        .filter(line -> line.contains(" io.firstfin.") && !line.contains("io.firstfin.bootstrap."))
        .map(String::strip)
        .toList();
  }
}
