package benchmarks.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Prometheus of its own, which is queried through its HTTP interface. */
final class Prometheus implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.1:9090";
  private static final Pattern SCALAR =
      Pattern.compile("\"resultType\":\"scalar\".*\"([^\"]+)\"\\]");
  private static final int START_SECONDS = 60;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();

  Prometheus(Path configuration, Path scratch) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + scratch.resolve("data"),
                "--web.listen-address=" + ADDRESS,
                "--web.enable-lifecycle")
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("prometheus.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!ready()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "prometheus does not start: " + Files.readString(scratch.resolve("prometheus.log")));
      }
      Thread.sleep(100);
    }
  }

  /** The value of an expression that is a scalar; NaN when it has none. */
  double scalar(String expression) throws IOException, InterruptedException {
    Matcher value = SCALAR.matcher(get("/api/v1/query?query=" + encode(expression)));
    if (!value.find()) {
      throw new IOException("no scalar: " + expression);
    }
    return Double.parseDouble(value.group(1).replace("Inf", "Infinity"));
  }

  /**
   * Milliseconds that a query over the last hour takes, in the form of a dashboard's; NaN when
   * Prometheus aborts it.
   */
  double rangeQueryMillis(String expression) throws IOException, InterruptedException {
    long now = System.currentTimeMillis() / 1000;
    String path =
        "/api/v1/query_range?start="
            + (now - 3600)
            + "&end="
            + now
            + "&step=15&query="
            + encode(expression);
    long start = System.nanoTime();
    try {
      get(path);
    } catch (TimedOut e) {
      return Double.NaN;
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Makes Prometheus read the configuration again. */
  void reload() throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(URI.create("http://" + ADDRESS + "/-/reload"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private boolean ready() throws InterruptedException {
    try {
      get("/-/ready");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create("http://" + ADDRESS + path)).build());
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == 503 && response.body().contains("\"timeout\"")) {
      throw new TimedOut(response.body());
    }
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static final class TimedOut extends IOException {
    private static final long serialVersionUID = 1;

    TimedOut(String message) {
      super(message);
    }
  }
}
