package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The questions that {@code refuse.c} refuses to the JVM that it has started. */
final class Refusal {
  private final Path program;
  private final Path faults;

  private Refusal(Path program, Path faults) {
    this.program = program;
    this.faults = faults;
  }

  /** Skips the test where a process may not decide about the calls of another. */
  static Refusal in(Path folder) throws IOException {
    Path source = folder.resolve("refuse.c");
    try (InputStream in = Refusal.class.getResourceAsStream("refuse.c")) {
      Files.copy(in, source);
    }
    Path program = folder.resolve("refuse");
    Command.Result compiled = Command.run("gcc", "-O", "-o", program.toString(), source.toString());
    assertEquals(0, compiled.status(), compiled::toString);
    Refusal refusal = new Refusal(program, folder.resolve("faults"));
    refusal.end();
    Command.Result tried = Command.run(program.toString(), refusal.faults.toString(), "true");
    Assumptions.assumeTrue(tried.status() == 0, tried::toString);
    return refusal;
  }

  /** The command to put before that of the JVM. */
  List<String> launcher() {
    return List.of(program.toString(), faults.toString());
  }

  /** Lines of a question and how it is answered. */
  void begin(List<String> lines) throws IOException {
    ReplacedFile.write(faults, lines);
  }

  /** The kernel answers everything again. */
  void end() throws IOException {
    begin(List.of());
  }
}
