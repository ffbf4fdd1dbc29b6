package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The meters in the registries of an application that uses Micrometer without a framework. */
class MicrometerIT {
  private static final int CLOSES = 20;
  private static final int SECONDS = 180;

  /** The oldest and the newest JDK with the oldest and the newest Micrometer. */
  static Stream<Arguments> copies() {
    List<Jdk> jdks = Jdk.all();
    return Stream.of(jdks.get(0), jdks.get(jdks.size() - 1))
        .distinct()
        .flatMap(jdk -> Stream.of("oldest", "newest").map(version -> Arguments.of(jdk, version)));
  }

  /** The oldest of both, and the newest of both, where one of them decides nothing by itself. */
  static Stream<Arguments> pairs() {
    return Stream.of(Arguments.of(Jdk.oldest(), "oldest"), Arguments.of(Jdk.newest(), "newest"));
  }

  @ParameterizedTest(name = "{0}, {1} Micrometer")
  @MethodSource("copies")
  void theGlobalRegistryShowsThemFromTheStart(Jdk jdk, String version) {
    try (JvmProcess jvm = metered(jdk, version, "global", "interval=500ms")) {
      assertMeters(jvm);
      assertDetachTakesThemOut(jdk, jvm);
    }
  }

  @ParameterizedTest(name = "{0}, {1} Micrometer")
  @MethodSource("copies")
  void aRegistryApartShowsThemAfterALateAttach(Jdk jdk, String version) {
    try (JvmProcess jvm = metered(jdk, version, "own", null)) {
      attach(jdk, jvm);
      assertMeters(jvm);
      assertDetachTakesThemOut(jdk, jvm);
      attach(jdk, jvm);
      assertMeters(jvm);
    }
  }

  @ParameterizedTest(name = "{0}, {1} Micrometer")
  @MethodSource("pairs")
  void withRegistryOffItStaysAsItWas(Jdk jdk, String version) {
    try (JvmProcess jvm = metered(jdk, version, "global", "interval=500ms,registry=off")) {
      close(jvm);
      String state =
          Cli.report(jdk, jvm).json().path("agent").path("capabilities").path("registry").asText();
      assertEquals("off", state);
      assertEquals(List.of(), meters(jvm, "meters"));
    }
  }

  @ParameterizedTest(name = "{0}, {1} Micrometer")
  @MethodSource("copies")
  void eachOfTwoApplicationsShowsThemAndCanBeRedeployed(Jdk jdk, String version) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Ports.block());
    arguments.addAll(List.of(JvmProcess.PROGRAMS.split(File.pathSeparator)));
    arguments.addAll(jars(version));
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("interval=500ms").start("WebApplications", arguments.toArray())) {
      jvm.awaitOut("ready");
      for (String application : List.of("0", "1")) {
        awaitClosed(jvm, "meters " + application, 1);
      }
      jvm.send("drop 0");
      assertEquals(
          "collected", Await.until(SECONDS, () -> last(jvm), line -> !line.startsWith("meter")));
      awaitClosed(jvm, "meters 1", 1);
    }
  }

  @ParameterizedTest(name = "{0}, {1} Micrometer")
  @MethodSource("pairs")
  void detachTakesThemOutThoughAReceiverNeverAnswers(Jdk jdk, String version) throws IOException {
    try (ServerSocket receiver = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      receiver.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
      String otlp = "otlp=http://127.0.0.1:" + receiver.getLocalPort();
      JvmProcess.Builder builder =
          JvmProcess.on(jdk)
              .reachable()
              .environment("OTEL_EXPORTER_OTLP_TIMEOUT", "600000")
              .agent("interval=500ms," + otlp);
      try (JvmProcess jvm = metered(builder, version, "global");
          Socket silent = receiver.accept()) {
        assertTrue(silent.getInputStream().read() > 0);
        assertMeters(jvm);
        Command.Result detached = Cli.run(jdk, "detach", Long.toString(jvm.pid()));
        assertEquals(List.of(), AgentThreads.of(jvm));
        assertEquals(List.of(), meters(jvm, "meters"));
        assertEquals("detached: the classes are as they were\n", detached.out());
        assertEquals(1, said(jvm).size(), jvm::toString);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1} Micrometer")
  @MethodSource("pairs")
  void detachSaysWhenTheRegistryHoldsItAndTheMetersGoOnceItDoesNot(Jdk jdk, String version) {
    try (JvmProcess jvm = metered(jdk, version, "stuck", "interval=500ms")) {
      assertMeters(jvm);
      Command.Result detached = Cli.run(jdk, "detach", Long.toString(jvm.pid()));
      assertTrue(
          detached.out().contains("; not ended within 10 s: firstfin-registry, which"),
          detached::toString);
      jvm.send("let go");
      assertEquals(List.of(), Await.until(SECONDS, () -> meters(jvm, "meters"), List::isEmpty));
      jvm.awaitErr("our meters stay in it until it does");
      assertEquals(2, said(jvm).size(), jvm::toString);
    }
  }

  /** The agent's lines; the JVM itself warns of an attach. */
  private static List<String> said(JvmProcess jvm) {
    return jvm.err().stream().filter(line -> line.startsWith("[firstfin]")).toList();
  }

  private static JvmProcess metered(Jdk jdk, String version, String registry, String agent) {
    JvmProcess.Builder builder = JvmProcess.on(jdk);
    return metered(agent == null ? builder : builder.agent(agent), version, registry);
  }

  private static JvmProcess metered(JvmProcess.Builder builder, String version, String registry) {
    String classPath =
        Stream.concat(Stream.of(JvmProcess.PROGRAMS), jars(version).stream().map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator));
    JvmProcess jvm = builder.classPath(classPath).start("Metered", Ports.block(), registry);
    jvm.awaitOut("ready");
    return jvm;
  }

  private static List<Path> jars(String version) {
    File[] jars =
        Path.of(JvmProcess.property("firstfin.micrometer"), "micrometer-" + version)
            .toFile()
            .listFiles();
    return Stream.of(jars).map(File::toPath).sorted().toList();
  }

  private static void attach(Jdk jdk, JvmProcess jvm) {
    Command.Result result = Cli.run(jdk, "attach", Long.toString(jvm.pid()), "interval=500ms");
    assertEquals(0, result.status(), result::toString);
  }

  /**
   * Closes some connections, and waits until the meters have counted them, with each series once.
   */
  private static void assertMeters(JvmProcess jvm) {
    close(jvm);
    List<Sample> samples = awaitClosed(jvm, "meters", CLOSES);
    assertEquals(CLOSES, closed(samples), samples::toString);
    assertEquals(
        samples.size(), samples.stream().map(Sample::series).distinct().count(), samples::toString);
  }

  private static void assertDetachTakesThemOut(Jdk jdk, JvmProcess jvm) {
    Command.Result result = Cli.run(jdk, "detach", Long.toString(jvm.pid()));
    assertEquals(0, result.status(), result::toString);
    assertEquals(List.of(), Await.until(SECONDS, () -> meters(jvm, "meters"), List::isEmpty));
    assertEquals(List.of(), LiveObjects.ofAgent(jdk, jvm));
  }

  private static void close(JvmProcess jvm) {
    jvm.send("close " + CLOSES);
    Await.until(SECONDS, () -> last(jvm), "closed"::equals);
  }

  private static List<Sample> awaitClosed(JvmProcess jvm, String question, int closes) {
    List<Sample> samples =
        Await.until(SECONDS, () -> meters(jvm, question), found -> closed(found) >= closes);
    assertTrue(closed(samples) >= closes, () -> samples + "\n" + jvm);
    return samples;
  }

  private static double closed(List<Sample> samples) {
    return Sample.sum(
        samples, "firstfin.connections.closed", "role=client", "initiator=local", "how=fin");
  }

  private static List<Sample> meters(JvmProcess jvm, String question) {
    int before = jvm.out().size();
    jvm.send(question);
    List<String> lines =
        Await.until(
            SECONDS,
            () -> jvm.out().stream().skip(before).toList(),
            answer -> answer.contains("meters"));
    return Sample.of(
        lines.stream()
            .filter(line -> line.startsWith("meter "))
            .map(line -> line.substring("meter ".length()))
            .toList());
  }

  private static String last(JvmProcess jvm) {
    List<String> lines = jvm.out();
    return lines.get(lines.size() - 1);
  }
}
