package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The meters in the scrape of real Spring Boot applications, run from the executable jar. Each
 * generation runs on the JDKs that its users have.
 */
class SpringBootIT {
  private static final int CLOSES = 25;
  private static final int SECONDS = 180;
  private static final String GLOBAL = "--management.metrics.use-global-registry=true";
  private static final String APART = "--management.metrics.use-global-registry=false";

  /** Each generation on the oldest and the newest JDK that it supports. */
  static Stream<Arguments> applications() {
    return applications((oldest, newest) -> Stream.of(oldest, newest).distinct());
  }

  /** Each generation on the oldest one. */
  static Stream<Arguments> oldest() {
    return applications((oldest, newest) -> Stream.of(oldest));
  }

  /** Each generation on the newest one. */
  static Stream<Arguments> newest() {
    return applications((oldest, newest) -> Stream.of(newest));
  }

  @ParameterizedTest(name = "Spring Boot {0}, {1}")
  @MethodSource("applications")
  void theScrapeShowsThemFromTheStart(String generation, Jdk jdk) {
    try (Shop shop = Shop.start(generation, JvmProcess.on(jdk).agent("interval=500ms"), GLOBAL)) {
      assertScrapeAgreesWithTheKernel(shop);
      assertDetachTakesThemOut(jdk, shop);
    }
  }

  @ParameterizedTest(name = "Spring Boot {0}, {1}")
  @MethodSource("oldest")
  void aRegistryKeptFromTheGlobalOneShowsThemFromTheStart(String generation, Jdk jdk) {
    try (Shop shop = Shop.start(generation, JvmProcess.on(jdk).agent("interval=500ms"), APART)) {
      assertScrapeAgreesWithTheKernel(shop);
    }
  }

  @ParameterizedTest(name = "Spring Boot {0}, {1}")
  @MethodSource("oldest")
  void theScrapeShowsThemAfterALateAttach(String generation, Jdk jdk) {
    try (Shop shop = Shop.start(generation, JvmProcess.on(jdk), GLOBAL)) {
      attach(jdk, shop);
      assertScrapeAgreesWithTheKernel(shop);
    }
  }

  @ParameterizedTest(name = "Spring Boot {0}, {1}")
  @MethodSource("newest")
  void aRegistryKeptFromTheGlobalOneShowsThemAfterALateAttach(String generation, Jdk jdk) {
    try (Shop shop = Shop.start(generation, JvmProcess.on(jdk), APART)) {
      attach(jdk, shop);
      assertScrapeAgreesWithTheKernel(shop);
      assertDetachTakesThemOut(jdk, shop);
    }
  }

  private static Stream<Arguments> applications(BiFunction<Jdk, Jdk, Stream<Jdk>> which) {
    return Stream.of(
            applications("2.7", 8, 17, which),
            applications("3.5", 17, 25, which),
            applications("4", 17, 26, which))
        .flatMap(generation -> generation);
  }

  private static Stream<Arguments> applications(
      String generation, int from, int to, BiFunction<Jdk, Jdk, Stream<Jdk>> which) {
    List<Jdk> jdks =
        Jdk.all().stream().filter(jdk -> jdk.feature() >= from && jdk.feature() <= to).toList();
    return jdks.isEmpty()
        ? Stream.of()
        : which
            .apply(jdks.get(0), jdks.get(jdks.size() - 1))
            .map(jdk -> Arguments.of(generation, jdk));
  }

  private static void attach(Jdk jdk, Shop shop) {
    Command.Result result = Cli.run(jdk, "attach", Long.toString(shop.jvm.pid()), "interval=500ms");
    assertEquals(0, result.status(), result::toString);
  }

  private static void assertScrapeAgreesWithTheKernel(Shop shop) {
    // TIME_WAIT lasts a minute: it must not begin before there are meters to show it.
    Await.until(SECONDS, shop::meters, samples -> !samples.isEmpty());
    int port = Ports.block();
    shop.get("/call/" + port + "/" + CLOSES);
    // A scrape that happens while the meters change can have values of two checks.
    List<Sample> samples =
        Await.until(SECONDS, shop::meters, found -> timeWait(found, port).equals(allOf(CLOSES)));
    int kernel = SocketTable.count(SocketTable.State.TIME_WAIT, shop.jvm, at -> at == port);
    assertEquals(CLOSES, kernel);
    assertEquals(allOf(kernel), timeWait(samples, port), samples::toString);
    assertEquals(
        samples.size(), samples.stream().map(Sample::series).distinct().count(), samples::toString);
  }

  private static List<Double> timeWait(List<Sample> samples, int port) {
    return List.of(
        Sample.sum(samples, "firstfin.time_wait.by.destination", "remote=127.0.0.1:" + port),
        Sample.sum(samples, "firstfin.time_wait.by.site", "com.example.shop.CallController.call"),
        Sample.sum(samples, "firstfin.connections.closed", "role=client", "initiator=local"));
  }

  private static List<Double> allOf(double count) {
    return List.of(count, count, count);
  }

  private static void assertDetachTakesThemOut(Jdk jdk, Shop shop) {
    Command.Result result = Cli.run(jdk, "detach", Long.toString(shop.jvm.pid()));
    assertEquals(0, result.status(), () -> result + "\n" + shop.jvm);
    assertEquals(List.of(), Await.until(SECONDS, shop::meters, List::isEmpty));
    assertTrue(shop.get("/actuator/prometheus").contains("jvm_"), shop::toString);
    assertEquals(List.of(), LiveObjects.ofAgent(jdk, shop.jvm));
  }

  /** The application, and how the test asks it. */
  private record Shop(JvmProcess jvm, int port) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Shop start(String generation, JvmProcess.Builder builder, String registry) {
      int port = Ports.block();
      JvmProcess jvm =
          builder
              .reachable()
              .startJar(
                  Path.of(
                      JvmProcess.property("firstfin.spring-boot"), generation, "target/shop.jar"),
                  "--server.address=127.0.0.1",
                  "--server.port=" + port,
                  "--management.endpoints.web.exposure.include=prometheus",
                  registry);
      try {
        jvm.awaitOut("ready");
      } catch (AssertionError e) {
        jvm.close();
        throw e;
      }
      return new Shop(jvm, port);
    }

    List<Sample> meters() {
      return Sample.of(get("/actuator/prometheus").lines().toList());
    }

    String get(String path) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      HttpRequest request =
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(SECONDS)).build();
      try {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return response.body();
      } catch (IOException e) {
        throw new AssertionError(uri + ": " + e + "\n" + jvm, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      jvm.close();
    }
  }
}
