package io.firstfin.quiet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Health checks every second, as Kubernetes and load balancers make them: one connects and closes,
 * and one uses HTTP and lets the server close.
 */
final class Prober implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: probe\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final LongAdder probes = new LongAdder();
  private final LongAdder failures = new LongAdder();

  Prober(List<Integer> ports) {
    for (int port : ports) {
      every(() -> connect(port));
      every(() -> get(port));
    }
  }

  private void every(Probe probe) {
    threads.scheduleAtFixedRate(
        () -> {
          try {
            probe.run();
            probes.increment();
          } catch (IOException e) {
            failures.increment();
          }
        },
        0,
        1,
        TimeUnit.SECONDS);
  }

  long made() {
    return probes.sum();
  }

  long failed() {
    return failures.sum();
  }

  private interface Probe {
    void run() throws IOException;
  }

  private static void connect(int port) throws IOException {
    open(port).close();
  }

  private static void get(int port) throws IOException {
    try (Socket socket = open(port)) {
      socket.getOutputStream().write(REQUEST);
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException("not the answer: " + answer);
      }
    }
  }

  private static Socket open(int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
    return socket;
  }

  /** Waits until the checks in progress have ended. */
  @Override
  public void close() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
