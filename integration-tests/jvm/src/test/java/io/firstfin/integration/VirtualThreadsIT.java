package io.firstfin.integration;

import static io.firstfin.support.Transport.VIRTUAL_THREADS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Holds;
import io.firstfin.support.Jdk;
import io.firstfin.support.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Virtual threads, all on one carrier: a thread that blocks the carrier blocks all. */
class VirtualThreadsIT {
  private static final int CONNECTIONS = 20;

  @TempDir Path directory;

  @Holds(VIRTUAL_THREADS)
  void everyCloseIsCountedAndNoCarrierIsPinnedByTheAgent(Jdk jdk, Set<Transport> transports)
      throws IOException {
    Path settings = directory.resolve("pinned.jfc");
    Path recording = directory.resolve("recording.jfr");
    Files.writeString(
        settings,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <configuration version="2.0">
          <event name="jdk.VirtualThreadPinned">
            <setting name="enabled">true</setting>
            <setting name="stackTrace">true</setting>
            <setting name="threshold">0 ns</setting>
          </event>
        </configuration>
        """);
    try (Watched watched =
        Watched.run(
            jdk,
            builder ->
                builder
                    .option("-Djdk.virtualThreadScheduler.parallelism=1")
                    .option("-Djdk.virtualThreadScheduler.maxPoolSize=1")
                    // This option exists in 21 to 23 only; later JDKs ignore it.
                    .option("-Djdk.tracePinnedThreads=full")
                    .option(
                        "-XX:StartFlightRecording:settings="
                            + settings
                            + ",filename="
                            + recording
                            + ",dumponexit=true"),
            "VirtualThreads",
            CONNECTIONS)) {
      watched.assertClosesAgree();
      assertEquals(Closes.arrangedBy(watched.jvm()), watched.closes);
      watched.assertLinesBegin("com.example.workload.");
      assertEquals(0, watched.jvm().end(), watched.jvm()::toString);
      assertFalse(watched.jvm().toString().contains("io.firstfin"), watched.jvm()::toString);
      String pinned = events(jdk, recording);
      assertTrue(pinned.contains("VirtualThreads$Pinned"), pinned);
      assertFalse(pinned.contains("io.firstfin"), pinned);
    }
  }

  private static String events(Jdk jdk, Path recording) {
    Command.Result printed =
        Command.run(
            jdk.home().resolve("bin/jfr").toString(),
            "print",
            "--events",
            "jdk.VirtualThreadPinned",
            "--stack-depth",
            "64",
            recording.toString());
    assertEquals(0, printed.status(), printed::toString);
    return printed.out();
  }
}
