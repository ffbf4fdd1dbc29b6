package io.firstfin.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * A minute of TIME_WAIT and 64 ports: with one connection for each call all ports are used before
 * the first is free again. connect() fails with EADDRNOTAVAIL. A client that binds before it
 * connects fails with EADDRINUSE, and earlier than necessary, because its port is taken towards
 * every destination. It changes settings of the network namespace that it runs in.
 */
final class PortExhaustion implements Scenario {
  private static final int FIRST_PORT = 40_000;
  private static final int PORTS = 64;
  private static final int CALLS = 2 * PORTS;

  /** Outside the 64 ports, of which they would take two. */
  private static final int SERVER_PORT = 8080;

  private static final int OTHER_SERVER_PORT = 8081;

  /** Slow enough for several checks of the agent while the ports run out. */
  private static final Duration PAUSE = Duration.ofMillis(80);

  private static final int FAILURES_SHOWN = 5;

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    TwoHosts.set("ip_local_port_range", FIRST_PORT + " " + (FIRST_PORT + PORTS - 1));
    // Otherwise Linux would reuse the port of a TIME_WAIT over loopback after a second.
    TwoHosts.set("tcp_tw_reuse", "0");
    console.line(
        "namespace: net.ipv4.ip_local_port_range %d to %d, net.ipv4.tcp_tw_reuse 0",
        FIRST_PORT, FIRST_PORT + PORTS - 1);
    try (LoopbackServer server = Echo.start(SERVER_PORT);
        LoopbackServer other = Echo.start(OTHER_SERVER_PORT)) {
      if (context.broken()) {
        runOut(console, server, other);
      } else {
        keep(console, server);
      }
      context.evidence().awaitAgent();
      context.evidence().show("TIME_WAIT", server.port(), other.port());
      if (context.broken()) {
        SourceLine.show(
            console, context.sources(), PortExhaustion.class, "socket.connect(server.address());");
      }
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " port-exhaustion --cured",
                    "the same calls on one connection: one port")
                : new NextStep(
                    context.command() + " old-duplicate",
                    "why the kernel does not simply give the port again"));
  }

  private static void runOut(Console console, LoopbackServer server, LoopbackServer other)
      throws IOException, InterruptedException {
    console.part(PORTS + " ports, and a connection for each call");
    Progress progress = console.progress(Duration.ofSeconds(1));
    int done = 0;
    Optional<IOException> failure = Optional.empty();
    while (failure.isEmpty() && done < CALLS) {
      failure = call(server);
      done += failure.isEmpty() ? 1 : 0;
      progress.show(
          String.format(
              "%d calls, TIME_WAIT %d", done, ProcNetTcp.count("TIME_WAIT", server.port())));
      Thread.sleep(PAUSE.toMillis());
    }
    progress.done(done + " calls went well; the next: " + failure.map(String::valueOf).orElse("-"));
    for (int i = 1; i < FAILURES_SHOWN; i++) {
      call(server);
    }
    console.line(
        "   EADDRNOTAVAIL: no port is left towards this destination. Towards another one:");
    console.line("   %s", outcome(call(other)));

    console.part("The same with an explicit bind before connect");
    Optional<IOException> refused = callBound(other);
    for (int i = 1; i < FAILURES_SHOWN; i++) {
      callBound(other);
    }
    console.line("   %s", outcome(refused));
    console.line(
        "   EADDRINUSE: bind() knows no destination, and wants a port that is free towards all.");
  }

  private static String outcome(Optional<IOException> failure) {
    return failure.map(String::valueOf).orElse("went well");
  }

  private static Optional<IOException> call(LoopbackServer server) {
    try (Socket socket = new Socket()) {
      socket.connect(server.address());
      Echo.exchange(socket);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static Optional<IOException> callBound(LoopbackServer server) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.connect(server.address());
      Echo.exchange(socket);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static void keep(Console console, LoopbackServer server)
      throws IOException, InterruptedException {
    console.part(CALLS + " calls on one connection");
    Progress progress = console.progress(Duration.ofSeconds(1));
    try (Socket socket = new Socket()) {
      socket.connect(server.address());
      for (int i = 1; i <= CALLS; i++) {
        Echo.exchange(socket);
        progress.show(i + " of " + CALLS + " calls");
        Thread.sleep(PAUSE.toMillis());
      }
    }
    progress.done(CALLS + " of " + CALLS + " calls");
  }
}
