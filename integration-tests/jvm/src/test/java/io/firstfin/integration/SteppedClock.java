package io.firstfin.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The time of day of some JVMs, which can be stepped while they run; their monotonic clock goes on.
 * It needs libfaketime, of Debian's package faketime.
 */
final class SteppedClock {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private final Path library;
  private final Path offset;

  private SteppedClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /** A clock whose offset is in a file of this folder; null where libfaketime is missing. */
  static SteppedClock in(Path folder) throws IOException {
    for (Path library : LIBRARIES) {
      if (Files.exists(library)) {
        SteppedClock clock = new SteppedClock(library, folder.resolve("clock"));
        clock.step(0);
        return clock;
      }
    }
    return null;
  }

  /** Gives this clock to a JVM that is not started yet. */
  JvmProcess.Builder of(JvmProcess.Builder jvm) {
    return jvm.environment("LD_PRELOAD", library.toString())
        .environment("FAKETIME_TIMESTAMP_FILE", offset.toString())
        .environment("FAKETIME_CACHE_DURATION", "1")
        .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        // Else it takes the time-outs of a JVM's conditions for times of day.
        .environment("FAKETIME_FORCE_MONOTONIC_FIX", "0")
        .environment("NO_FAKE_STAT", "1");
  }

  /**
   * Steps the clock to this many seconds from the true time. The JVMs follow within a second.
   *
   * @param seconds negative for the past
   */
  void step(int seconds) throws IOException {
    ReplacedFile.write(offset, List.of("%+d".formatted(seconds)));
  }

  /** Deletes what libfaketime leaves of a JVM that was killed. */
  void forget(long pid) {
    for (String name : List.of("faketime_shm_", "sem.faketime_sem_")) {
      try {
        Files.deleteIfExists(Path.of("/dev/shm", name + pid));
      } catch (IOException e) {
        System.err.println("left behind: /dev/shm/" + name + pid);
      }
    }
  }
}
