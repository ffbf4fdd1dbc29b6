package io.firstfin.demo;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Event streams (SSE) whose clients have left. The server has nothing to write, so that it never
 * notices: no thread is blocked, and the connections stay in CLOSE_WAIT. A heartbeat fails once the
 * client has left.
 */
final class SseLeft implements Scenario {
  private static final Calls CLIENTS = new Calls(75, 1, Duration.ofMillis(10));
  private static final Duration HEARTBEAT = Duration.ofMillis(500);
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Queue<AsyncContext> streams = new ConcurrentLinkedQueue<>();

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(Duration.ofSeconds(60));
    int port = server.port();
    server.serve("events", new Events());
    console.line(
        "server: %s, GET /events stays open, %s",
        server, context.broken() ? "without a heartbeat" : "with a heartbeat");
    if (!context.broken()) {
      Daemons.start(this::beat, "heartbeat");
    }

    console.part(CLIENTS.count() + " browsers open the stream and are closed");
    CLIENTS.make(console, () -> openAndLeave(port), port);

    URI cart = server.uri("/cart");
    if (context.broken()) {
      console.part("A minute passes; the port serves others meanwhile");
      Waiting.aMinute(
          console,
          () -> {
            serveAnother(cart);
            return states(port);
          });
    } else {
      console.part("The next heartbeats fail, and the server closes");
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (ProcNetTcp.count("CLOSE_WAIT", port) > 0 && System.nanoTime() < deadline) {
        Thread.sleep(HEARTBEAT.toMillis());
      }
      console.line("   " + states(port));
    }
    context.evidence().awaitAgent();
    context.evidence().show("CLOSE_WAIT", port);
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " sse-left --cured",
                    "the same streams with a heartbeat: nothing stays in CLOSE_WAIT")
                : new NextStep(
                    context.command() + " server-stuck",
                    "CLOSE_WAIT of a server whose thread is blocked"));
  }

  private static Void openAndLeave(int port) throws IOException {
    try (Socket socket = new Socket(DemoServer.HOST, port)) {
      socket
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: demo\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
      socket.getInputStream().skipNBytes(socket.getInputStream().available());
    }
    return null;
  }

  /** On a connection of its own, whose end shows that the port still serves. */
  private static void serveAnother(URI cart) throws IOException {
    URLConnection connection = cart.toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    try (InputStream body = connection.getInputStream()) {
      body.readAllBytes();
    }
  }

  private static String states(int port) throws IOException {
    return String.format(
        "CLOSE_WAIT %d, FIN_WAIT_2 %d",
        ProcNetTcp.count("CLOSE_WAIT", port), ProcNetTcp.count("FIN_WAIT_2", port));
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(HEARTBEAT.toMillis());
        streams.removeIf(stream -> !isAlive(stream));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes a comment, which browsers ignore. */
  private static boolean isAlive(AsyncContext stream) {
    try {
      stream.getResponse().getOutputStream().write(":\n\n".getBytes(StandardCharsets.US_ASCII));
      stream.getResponse().flushBuffer();
      return true;
    } catch (IOException | RuntimeException e) {
      complete(stream);
      return false;
    }
  }

  private static void complete(AsyncContext stream) {
    try {
      stream.complete();
    } catch (IllegalStateException e) {
      // Tomcat has ended it already, when the write failed.
    }
  }

  private final class Events extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      AsyncContext stream = request.startAsync();
      stream.setTimeout(0);
      response.setContentType("text/event-stream");
      response.flushBuffer();
      streams.add(stream);
    }
  }
}
