package io.firstfin.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Captures the packets of a device of a process's network namespace with a small C program. It
 * needs a C compiler and CAP_NET_RAW, and is used where there is no tracefs.
 */
final class PacketCapture implements Witness {
  private static final String SOURCE = "capture.c";
  private static final long END_SECONDS = 60;

  private final Path scratch;
  private final Process process;
  private final BufferedReader out;
  private final PacketEvents packets;
  private final Thread reader = new Thread(this::read, "capture");
  private volatile String flaw = "the capture did not come to its end";
  private volatile long events;

  private PacketCapture(Path scratch, Process process, PacketEvents packets) {
    this.scratch = scratch;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.US_ASCII);
    this.packets = packets;
  }

  static boolean isPossible() {
    try {
      return new ProcessBuilder("cc", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Begins to capture in the network namespace of a process.
   *
   * @throws IOException that says what is missing
   */
  static PacketCapture open(String device, PortRange listening, long pid)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("firstfin-capture");
    Path program = scratch.resolve("capture");
    compile(scratch.resolve(SOURCE), program);
    Process process =
        new ProcessBuilder(
                List.of(
                    "nsenter", "-t", Long.toString(pid), "--net", "--", program.toString(), device))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    PacketCapture capture = new PacketCapture(scratch, process, new PacketEvents(listening));
    String first = capture.out.readLine();
    if (!"ready".equals(first)) {
      capture.close();
      throw new IOException("no capture of packets: " + first);
    }
    capture.reader.setDaemon(true);
    capture.reader.start();
    return capture;
  }

  private static void compile(Path source, Path program) throws IOException, InterruptedException {
    try (InputStream in = PacketCapture.class.getResourceAsStream(SOURCE)) {
      Files.copy(in, source);
    }
    Process compiler =
        new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
            .inheritIO()
            .start();
    if (compiler.waitFor() != 0) {
      throw new IOException("cc does not compile " + source);
    }
  }

  private void read() {
    try {
      for (String line; (line = out.readLine()) != null; ) {
        if (line.startsWith("end ")) {
          flaw = line.equals("end 0") ? null : line.substring(4) + " packets lost";
          return;
        }
        if (line.startsWith("failed ")) {
          flaw = line;
          return;
        }
        packets.line(line);
        events++;
      }
    } catch (IOException | RuntimeException e) {
      flaw = "the reader of the capture failed: " + e;
    }
  }

  @Override
  public void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
  }

  @Override
  public Counts counts() {
    return packets.counts();
  }

  /** Whose FIN was sent first, of the ends whose FINs crossed. */
  Counts firstOfCrossed() {
    return packets.firstOfCrossed();
  }

  @Override
  public String flaw() {
    return flaw;
  }

  @Override
  public long events() {
    return events;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      for (String file : List.of(SOURCE, "capture")) {
        Files.deleteIfExists(scratch.resolve(file));
      }
      Files.delete(scratch);
    } catch (IOException e) {
      System.err.println("truth: " + scratch + " left behind");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
