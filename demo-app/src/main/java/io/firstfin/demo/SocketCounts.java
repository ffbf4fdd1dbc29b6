package io.firstfin.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The kernel's socket counts at the end of one form of a scenario, stored for {@code run --all}.
 *
 * @param timeWait sockets in TIME_WAIT on the scenario's ports
 * @param closeWait sockets in CLOSE_WAIT on them
 * @param source what counted them, {@code ss} or {@code /proc/net/tcp}
 */
record SocketCounts(int timeWait, int closeWait, String source) {
  private static final String TIME_WAIT = "timeWait";
  private static final String CLOSE_WAIT = "closeWait";
  private static final String SOURCE = "source";

  static SocketCounts of(Witness.Count timeWait, Witness.Count closeWait) {
    return new SocketCounts(timeWait.sockets(), closeWait.sockets(), timeWait.source());
  }

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(TIME_WAIT, Integer.toString(timeWait));
    properties.setProperty(CLOSE_WAIT, Integer.toString(closeWait));
    properties.setProperty(SOURCE, source);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  static SocketCounts read(Path file) throws IOException {
    Properties properties = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new SocketCounts(
        Integer.parseInt(properties.getProperty(TIME_WAIT)),
        Integer.parseInt(properties.getProperty(CLOSE_WAIT)),
        properties.getProperty(SOURCE));
  }
}
