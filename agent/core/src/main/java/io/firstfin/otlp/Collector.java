package io.firstfin.otlp;

import io.firstfin.log.AgentLog;
import io.firstfin.text.Reason;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The receiver of the meters. One that does not answer is logged once and tried less and less
 * often: counters are cumulative, so that only detail is lost.
 */
final class Collector implements OtlpMetricsSender {
  private static final long LONGEST_PAUSE_NANOS = 300_000_000_000L;

  private final CollectorConnection connection;
  private final OtlpSettings settings;
  private final AgentLog log;
  private long pauseNanos;
  private long nextNanos;
  private boolean answersAgainTold;
  private volatile boolean ended;

  Collector(CollectorConnection connection, OtlpSettings settings, AgentLog log) {
    this.connection = connection;
    this.settings = settings;
    this.log = log;
  }

  @Override
  public synchronized void send(Request request) {
    if (ended || pauseNanos > 0 && System.nanoTime() - nextNanos < 0) {
      return;
    }
    try {
      Map<String, String> headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(request.getHeaders());
      headers.put("Content-Type", "application/x-protobuf");
      byte[] body = request.getMetricsData();
      if (request.getCompressionMode() == CompressionMode.GZIP) {
        headers.put("Content-Encoding", "gzip");
        body = gzip(body);
      }
      connection.post(headers, body);
      answered();
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  /**
   * From now on nothing is sent, and a thread that waits for the receiver stops waiting. Any
   * thread.
   */
  void end() {
    ended = true;
    connection.end();
  }

  /** Called only while nothing is sent. */
  void close() {
    connection.close();
  }

  private void answered() {
    if (pauseNanos > 0 && !answersAgainTold) {
      answersAgainTold = true;
      log.info("otlp: " + settings.shown() + " answers again");
    }
    pauseNanos = 0;
  }

  private void failed(Exception e) {
    if (ended) {
      return;
    }
    pauseNanos = Math.min(Math.max(pauseNanos * 2, settings.step().toNanos()), LONGEST_PAUSE_NANOS);
    nextNanos = System.nanoTime() + pauseNanos;
    String reason = Reason.of(e);
    String problem =
        " does not take the meters: " + reason + "; tried again, at the latest every 5 minutes";
    log.warnOnce(
        "otlp " + reason, "otlp: " + settings.shown() + problem, "otlp: the receiver" + problem);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(bytes.length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
