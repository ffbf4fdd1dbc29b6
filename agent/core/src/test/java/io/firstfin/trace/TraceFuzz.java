package io.firstfin.trace;

import io.firstfin.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file of a trace, which another process writes, and the filter that comes from a command. */
public final class TraceFuzz {
  private TraceFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText(
            "trace-filter",
            TraceFuzz::filter,
            "first=local\nto=10.0.0.1:80\nline=com.acme.\nstate=time_wait\nrate=300"),
        FuzzTarget.of("trace-file", TraceFuzz::file, List.of(written("one\ntwo\n"))));
  }

  private static void filter(byte[] input) {
    try {
      TraceFilter.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException expected) {
      return;
    }
  }

  private static void file(byte[] input) throws IOException {
    Path file = Files.createTempFile(TraceReader.PREFIX, "");
    try {
      Files.write(file, input);
      try (TraceReader reader = TraceReader.open(file)) {
        reader.read();
        reader.read();
      } catch (IOException expected) {
        return;
      }
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] written(String lines) {
    byte[] text = lines.getBytes(StandardCharsets.US_ASCII);
    try {
      Path path = Files.createTempFile("fuzz", "");
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        new TraceHeader(text.length, text.length, 2, 1, 2).write(file);
        file.write(ByteBuffer.wrap(text), TraceHeader.place(0));
        return Files.readAllBytes(path);
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
