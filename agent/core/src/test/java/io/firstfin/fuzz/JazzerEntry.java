package io.firstfin.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code integration-tests/fuzz/run} starts: once without Jazzer, and once a target by it. */
public final class JazzerEntry {
  private static final FuzzTarget TARGET =
      Targets.named(System.getProperty("firstfin.fuzz", "tcp_info"));

  private JazzerEntry() {}

  /** Jazzer calls this with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    TARGET.run(input);
  }

  /**
   * Writes each target's seeds and corpus into a folder of its own, and prints the names of the
   * targets.
   */
  public static void main(String[] arguments) throws IOException {
    for (FuzzTarget target : Targets.all()) {
      Path folder = Files.createDirectories(Path.of(arguments[0], target.name));
      List<byte[]> seeds = new ArrayList<>(target.seeds);
      seeds.addAll(target.corpus());
      for (int i = 0; i < seeds.size(); i++) {
        Files.write(folder.resolve("seed-" + i), seeds.get(i));
      }
      System.out.println(target);
    }
  }
}
