package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other agents in the same JVM, started before this agent and after it: each works as it does
 * alone.
 */
class OtherAgentsIT {
  private static final int CALLS = 500;
  private static final Path AGENTS = Path.of(JvmProcess.property("firstfin.agents"));

  @TempDir Path folder;

  static Stream<Arguments> orders() {
    return Jdk.oldestAndNewest().stream()
        .flatMap(jdk -> Stream.of(Arguments.of(jdk, "before"), Arguments.of(jdk, "after")));
  }

  /** Each order once, where a start takes long. */
  static Stream<Arguments> eachOrder() {
    return Stream.of(Arguments.of(Jdk.oldest(), "before"), Arguments.of(Jdk.newest(), "after"));
  }

  @ParameterizedTest(name = "{0}, {1} ours")
  @MethodSource("eachOrder")
  void withOpenTelemetryEveryTimeWaitIsTracedToItsLine(Jdk jdk, String order) {
    JvmProcess.Builder builder = JvmProcess.on(jdk);
    for (String exporter : List.of("TRACES", "METRICS", "LOGS")) {
      builder.environment("OTEL_" + exporter + "_EXPORTER", "none");
    }
    Path agent = AGENTS.resolve("opentelemetry-javaagent.jar");
    try (JvmProcess jvm = call(both(builder, order, other -> other.agent(agent, "")))) {
      holdReport(jdk, jvm);
      assertEquals(0, jvm.end(), jvm::toString);
      assertTrue(jvm.err().stream().anyMatch(line -> line.contains("opentelemetry-javaagent")));
      assertNoComplaint(jvm, "[otel.javaagent ", "OpenJDK 64-Bit Server VM warning: Sharing is");
    }
  }

  @ParameterizedTest(name = "{0}, {1} ours")
  @MethodSource("orders")
  void withJmxExporterEveryTimeWaitIsTracedToItsLine(Jdk jdk, String order) throws IOException {
    int port = Ports.block();
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, "rules:\n- pattern: '.*'\n");
    Path agent = AGENTS.resolve("jmx_prometheus_javaagent.jar");
    String options = "127.0.0.1:" + port + ":" + rules;
    try (JvmProcess jvm =
        call(both(JvmProcess.on(jdk), order, other -> other.agent(agent, options)))) {
      holdReport(jdk, jvm);
      Command.Result page =
          Command.run(
              NetworkNamespace.wrap(
                  List.of("curl", "-s", "http://127.0.0.1:" + port + "/metrics"), jvm.pid()));
      assertTrue(page.out().contains("jvm_threads_current"), page::toString);
      assertEquals(0, jvm.end(), jvm::toString);
      assertNoComplaint(jvm);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void withJacocoOverTheJdksSocketsEveryTimeWaitIsTracedToItsLine(String order) {
    Path agent = AGENTS.resolve("org.jacoco.agent-runtime.jar");
    String options = "inclbootstrapclasses=true,includes=sun.nio.ch.*:java.net.*,output=none";
    hold(order, other -> other.agent(agent, options));
  }

  @Test
  void withRulesOfBytemanInTheJdksSocketsEveryTimeWaitIsTracedToItsLine() throws IOException {
    Path agent = AGENTS.resolve("byteman.jar").toAbsolutePath();
    Path rules = folder.resolve("closes.btm");
    Files.write(
        rules,
        List.of(
            "RULE count closes",
            "CLASS sun.nio.ch.NioSocketImpl",
            "METHOD close",
            "IF TRUE",
            "DO incrementCounter(\"closes\")",
            "ENDRULE"));
    hold(
        "before",
        other ->
            other
                .option("-Dorg.jboss.byteman.transform.all")
                .agent(agent, "script:" + rules + ",boot:" + agent),
        "OpenJDK 64-Bit Server VM warning: Sharing is");
  }

  @Test
  void withElasticEveryTimeWaitIsTracedToItsLine() {
    Path agent = AGENTS.resolve("elastic-apm-agent.jar");
    hold(
        "before",
        other ->
            other
                .option("-Delastic.apm.log_level=OFF")
                .option("-Delastic.apm.disable_send=true")
                .option("-Delastic.apm.central_config=false")
                .agent(agent, ""));
  }

  /** On the JDK of the tests; {@code complaints} are the beginnings of lines that may be there. */
  private static void hold(
      String order, UnaryOperator<JvmProcess.Builder> other, String... complaints) {
    Jdk jdk = Jdk.running();
    try (JvmProcess jvm = call(both(JvmProcess.on(jdk), order, other))) {
      holdReport(jdk, jvm);
      assertEquals(0, jvm.end(), jvm::toString);
      assertNoComplaint(jvm, complaints);
    }
  }

  @ParameterizedTest(name = "{0}, {1} ours")
  @MethodSource("orders")
  void withOneThatInstrumentsTheSameClassesBothCountEveryClose(Jdk jdk, String order)
      throws IOException {
    int connections = 100;
    try (JvmProcess jvm =
        both(JvmProcess.on(jdk), order, this::closeCounter)
            .start("CloseFirst", Ports.block(), connections, "go")) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(connections, report.closes().count("client local fin"), report::toString);
      assertEquals(connections, report.closes().count("server remote fin"), report::toString);
      assertEquals(connections, report.closesAt(line), report::toString);
      assertEquals(0, report.errors(), report::toString);
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals("counted " + 2 * connections + " failed 0", jvm.awaitOut("counted "));
      assertNoComplaint(
          jvm,
          "WARNING: A terminally deprecated method in sun.misc.Unsafe has been called",
          // What the JVM says about the other agent's Byte Buddy, by its path.
          "WARNING: sun.misc.Unsafe::objectFieldOffset has been called by net.bytebuddy."
              + "dynamic.loading.ClassInjector$UsingUnsafe$Dispatcher$CreationAction (file:"
              + AGENTS.toAbsolutePath().normalize(),
          "WARNING: Please consider reporting this to the maintainers of class net.bytebuddy.",
          "WARNING: sun.misc.Unsafe::objectFieldOffset will be removed in a future release");
    }
  }

  @ParameterizedTest(name = "{0}, {1} ours")
  @MethodSource("orders")
  void detachLeavesWhatOthersInstrumented(Jdk jdk, String order) throws IOException {
    int connections = 10;
    try (JvmProcess jvm =
        both(JvmProcess.on(jdk), order, this::closeCounter)
            .start("CloseFirst", Ports.block(), connections, "wait")) {
      jvm.awaitOut("opened");
      Command.Result detached = Cli.run(jdk, "detach", Long.toString(jvm.pid()));
      assertEquals(0, detached.status(), detached::toString);
      jvm.send("close");
      jvm.awaitOut("done");
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals("counted " + 2 * connections + " failed 0", jvm.awaitOut("counted "));
    }
  }

  private JvmProcess.Builder closeCounter(JvmProcess.Builder builder) {
    try {
      Path jar = AgentJar.of(folder.resolve("counter.jar"), "Premain-Class", "CloseCounter");
      return builder
          .classPath(JvmProcess.PROGRAMS + ":" + AGENTS.resolve("byte-buddy.jar"))
          .agent(jar, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JvmProcess.Builder both(
      JvmProcess.Builder builder, String order, UnaryOperator<JvmProcess.Builder> other) {
    String ours = "interval=500ms";
    return order.equals("before")
        ? other.apply(builder).agent(ours)
        : other.apply(builder.agent(ours));
  }

  private static JvmProcess call(JvmProcess.Builder builder) {
    NetworkNamespace.assume();
    return builder
        .setting("net/ipv4/tcp_tw_reuse", "0")
        .start("ConnectionPerCall", Ports.block(), CALLS, "broken");
  }

  private static void holdReport(Jdk jdk, JvmProcess jvm) {
    String line = jvm.awaitOut("line ").substring("line ".length());
    jvm.awaitOut("done");
    SettledTimeWait settled = SettledTimeWait.of(jdk, jvm, port -> true);
    Report report = settled.report();
    assertTrue(settled.kernel() > CALLS * 0.99, report::toString);
    assertEquals(settled.kernel(), report.timeWaitOfThisJvm(), report::toString);
    assertTrue(report.timeWaitAt(line) >= CALLS * 0.99, () -> line + "\n" + report);
    assertEquals(0, report.dropped(), report::toString);
    assertEquals(0, report.errors(), report::toString);
  }

  /**
   * Standard error has this agent's start line, and what the other agent prints at its own start.
   */
  private static void assertNoComplaint(JvmProcess jvm, String... prefixes) {
    List<String> others =
        jvm.err().stream().filter(line -> Stream.of(prefixes).noneMatch(line::startsWith)).toList();
    assertEquals(1, others.size(), jvm::toString);
    assertTrue(others.get(0).startsWith("[firstfin] watching"), jvm::toString);
    assertTrue(
        jvm.err().stream().noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN ")),
        jvm::toString);
  }
}
