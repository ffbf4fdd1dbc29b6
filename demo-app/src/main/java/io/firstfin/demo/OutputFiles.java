package io.firstfin.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files in which the user wants the evidence; each has an option of its own.
 *
 * @param json the agent's {@code report --json}
 * @param ss what {@code ss} lists
 * @param counts {@link SocketCounts}
 */
record OutputFiles(Optional<Path> json, Optional<Path> ss, Optional<Path> counts) {
  static OutputFiles fromProperties() {
    return new OutputFiles(path("demo.json"), path("demo.ss"), path("demo.counts"));
  }

  private static Optional<Path> path(String property) {
    return Optional.ofNullable(System.getProperty(property)).map(Path::of);
  }
}
