package io.firstfin.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Runs one scenario in this process, which has the agent unless the user declined it. {@code
 * demo-app/run} checks the command line, builds, and starts this class: the arguments are the
 * scenario and its form, and everything else comes as system properties {@code demo.*}. Without
 * {@code demo.options}, the options of the agent, there is no agent.
 */
public final class Main {
  static final Map<String, Supplier<Scenario>> SCENARIOS =
      Map.ofEntries(
          Map.entry("four-way-close", FourWayClose::new),
          Map.entry("lost-last-ack", LostLastAck::new),
          Map.entry("old-duplicate", OldDuplicate::new),
          Map.entry("connection-per-call", ConnectionPerCall::new),
          Map.entry("https-call", HttpsCall::new),
          Map.entry("netty-client", NettyClient::new),
          Map.entry("idle-cap", IdleCap::new),
          Map.entry("request-cap", RequestCap::new),
          Map.entry("handler-closes", HandlerCloses::new),
          Map.entry("leaked-response", LeakedResponse::new),
          Map.entry("stale-pool", StalePool::new),
          Map.entry("port-exhaustion", PortExhaustion::new),
          Map.entry("abortive", Abortive::new),
          Map.entry("open-response", OpenResponse::new),
          Map.entry("sse-left", SseLeft::new),
          Map.entry("accept-queue", AcceptQueue::new),
          Map.entry("idle-race", IdleRace::new),
          Map.entry("server-stuck", ServerStuck::new),
          Map.entry("steady-load", SteadyLoad::new),
          Map.entry("client-per-call", ClientPerCall::new));

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !SCENARIOS.containsKey(args[0])) {
      System.err.println("usage: SCENARIO broken|cured, where SCENARIO is one of " + names());
      System.exit(2);
    }
    String name = args[0];
    Form form = Form.of(args[1]);
    Console console = new Console(System.out, Boolean.getBoolean("demo.terminal"));
    AgentCommand agent =
        new AgentCommand(path("demo.jar").orElse(Path.of("agent/target/firstfin.jar")));
    Optional<String> options = Optional.ofNullable(System.getProperty("demo.options"));
    Evidence evidence =
        new Evidence(
            console,
            agent,
            options.isPresent(),
            form == Form.BROKEN ? listing(name).expected() : List.of(),
            OutputFiles.fromProperties());
    String command = System.getProperty("demo.command", "demo-app/run");
    Path sources = Path.of(System.getProperty("demo.sources", "demo-app/src/main/java"));

    LibraryLogs.onlyErrors();
    console.title(name + ", " + form.label() + " form");
    introduce(console, options);
    try {
      SCENARIOS
          .get(name)
          .get()
          .run(new ScenarioContext(name, form, console, evidence, command, sources));
    } catch (Exception e) {
      console.line("");
      System.err.println(name + " could not be shown: " + e);
      System.exit(1);
    }
    // Threads of pools and servers that a broken form leaves must not keep the process alive.
    System.exit(0);
  }

  private static void introduce(Console console, Optional<String> options) {
    String pid = "pid " + ProcessHandle.current().pid();
    if (options.isPresent()) {
      console.line("One JVM (" + pid + ") is client and server, and carries the agent.");
      console.line(
          "thresholds lowered for the demo: "
              + options.get()
              + " (a service needs no option at all)");
    } else {
      console.line("One JVM (" + pid + ") is client and server. No agent: --no-agent was given.");
    }
  }

  private static Listing listing(String name) throws IOException {
    return Listing.all().stream()
        .filter(listing -> listing.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("scenarios.txt has no line for " + name));
  }

  private static Optional<Path> path(String property) {
    return Optional.ofNullable(System.getProperty(property)).map(Path::of);
  }

  private static String names() {
    return String.join(", ", new TreeSet<>(SCENARIOS.keySet()));
  }
}
