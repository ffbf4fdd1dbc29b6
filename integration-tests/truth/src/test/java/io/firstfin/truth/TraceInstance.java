package io.firstfin.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An own instance of the kernel's tracing; a thread takes its lines as they come. It needs root and
 * tracefs, and sees all network namespaces.
 */
final class TraceInstance implements Witness {
  private static final Path TRACEFS = Path.of("/sys/kernel/tracing");
  private static final String INSTANCE = "instances/firstfin-truth-";
  private static final String BUFFER_KIB_PER_CPU = "65536";
  private static final long END_SECONDS = 60;

  private final Path instance;
  private final TcpEvents events;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final String endMark = "truth test ends " + System.nanoTime();
  private final Thread reader = new Thread(this::read, "trace");
  private volatile long lines;
  private volatile String lost;

  private TraceInstance(Path instance, TcpEvents events) {
    this.instance = instance;
    this.events = events;
  }

  /** Whether there is a tracefs that can be written to, or one can be mounted. */
  static boolean isPossible() {
    return Files.isWritable(TRACEFS)
        && (Files.isDirectory(TRACEFS.resolve("instances")) || mounted());
  }

  private static boolean mounted() {
    try {
      mount();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void mount() throws IOException {
    awaitSuccess(
        new ProcessBuilder("mount", "-t", "tracefs", "tracefs", TRACEFS.toString()).start());
  }

  static TraceInstance open(TcpEvents events, PortRange listening) throws IOException {
    if (!Files.isDirectory(TRACEFS.resolve("instances"))) {
      mount();
    }
    removeLeftBehind();
    Path instance =
        Files.createDirectory(
            TRACEFS.resolve(INSTANCE + ProcessHandle.current().pid() + "-" + System.nanoTime()));
    TraceInstance trace = new TraceInstance(instance, events);
    try {
      trace.start(listening);
    } catch (IOException e) {
      trace.close();
      throw e;
    }
    return trace;
  }

  /**
   * Removes the instance of a run that was killed, because it keeps memory and slows the kernel.
   */
  private static void removeLeftBehind() throws IOException {
    Path prefix = TRACEFS.resolve(INSTANCE);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(prefix.getParent(), prefix.getFileName() + "*")) {
      for (Path instance : all) {
        long owner = Long.parseLong(instance.getFileName().toString().split("-")[2]);
        if (ProcessHandle.of(owner).isEmpty()) {
          // The kernel refuses while a process still reads it.
          instance.toFile().delete();
        }
      }
    }
  }

  private static void awaitSuccess(Process mount) throws IOException {
    try {
      if (mount.waitFor() != 0) {
        throw new IOException("tracefs cannot be mounted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void start(PortRange listening) throws IOException {
    set("buffer_size_kb", BUFFER_KIB_PER_CPU);
    set("trace_clock", "global");
    String ports =
        "((sport >= %1$d && sport <= %2$d) || (dport >= %1$d && dport <= %2$d))"
            .formatted(listening.first(), listening.last());
    // ESTABLISHED is 1, CLOSE_WAIT 8, CLOSING 11 (include/net/tcp_states.h).
    set(
        "events/sock/inet_sock_set_state/filter",
        "protocol == 6 && (oldstate == 1 || newstate == 1 || oldstate == 8 || newstate == 11) && "
            + ports);
    set("events/tcp/tcp_receive_reset/filter", ports);
    // Resets that answer no packet: a close sends them.
    set("events/tcp/tcp_send_reset/filter", "skbaddr == 0");
    reader.setDaemon(true);
    reader.start();
    set("events/sock/inet_sock_set_state/enable", "1");
    set("events/tcp/tcp_receive_reset/enable", "1");
    set("events/tcp/tcp_send_reset/enable", "1");
  }

  private void read() {
    try (BufferedReader pipe = Files.newBufferedReader(instance.resolve("trace_pipe"))) {
      for (String line; (line = pipe.readLine()) != null; ) {
        if (line.contains("LOST")) {
          lost = line.strip();
        } else if (line.contains(endMark)) {
          events.end();
          ended.countDown();
          return;
        }
        events.line(line);
        lines++;
      }
    } catch (IOException | RuntimeException e) {
      lost = "the reader of the trace failed: " + e;
      ended.countDown();
    }
  }

  @Override
  public void end() throws IOException, InterruptedException {
    set("events/enable", "0");
    set("trace_marker", endMark);
    if (!ended.await(END_SECONDS, TimeUnit.SECONDS)) {
      lost = "the trace's end was not reached in " + END_SECONDS + " s";
    }
    reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    try (Stream<Path> cpus = Files.list(instance.resolve("per_cpu"))) {
      for (Path cpu : cpus.toList()) {
        for (String line : Files.readAllLines(cpu.resolve("stats"))) {
          boolean counted = line.startsWith("overrun:") || line.startsWith("dropped events:");
          if (counted && !line.endsWith(": 0")) {
            lost = cpu.getFileName() + " " + line;
          }
        }
      }
    }
  }

  @Override
  public Counts counts() {
    return events.counts();
  }

  @Override
  public String flaw() {
    if (lost != null) {
      return "the kernel's trace is not whole: " + lost;
    }
    return events.unexpected() > 0 ? "not understood: " + events.firstUnexpected() : null;
  }

  @Override
  public long events() {
    return lines;
  }

  private void set(String file, String value) throws IOException {
    Files.writeString(instance.resolve(file), value);
  }

  @Override
  public void close() {
    try {
      set("events/enable", "0");
      // A reader that waits on the pipe wakes up and closes it.
      set("trace_marker", endMark);
      reader.join(2_000);
      Files.delete(instance);
    } catch (IOException e) {
      System.err.println("truth: trace instance left behind: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
