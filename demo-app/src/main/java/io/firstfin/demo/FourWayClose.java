package io.firstfin.demo;

import io.firstfin.demo.SequenceChart.Side;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The close of RFC 9293, section 3.6, on one connection over loopback. Every state is read from the
 * kernel's tables after the step that led to it. HOST1 is the client. In the broken form it closes
 * first, and the TIME_WAIT holds its ephemeral port; in the cured form the server closes first.
 */
final class FourWayClose implements Scenario {
  static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: demo\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  static final byte[] RESPONSE =
      "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    int client;
    int server;
    long timeWaitSince;
    try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
      server = listener.getLocalPort();
      console.part("One connection from handshake to TIME_WAIT; states as the kernel shows them");
      console.line("");
      Socket host1 = new Socket();
      // Bound before the connect to a port that no other socket has, not even towards another
      // destination. So the result of the second bind depends on this connection alone.
      host1.bind(new InetSocketAddress(loopback, 0));
      host1.connect(listener.getLocalSocketAddress());
      Socket host2 = listener.accept();
      client = host1.getLocalPort();
      drawUntilTimeWait(console, host1, host2, context.broken());
      timeWaitSince = System.nanoTime();
    }
    console.line("");
    console.line(
        "   LAST_ACK came and went between CLOSE_WAIT and closed, too briefly to be read.");

    tellWhoPays(console, loopback, client, context.broken());
    context.evidence().show("TIME_WAIT", server);
    SourceLine.show(console, context.sources(), FourWayClose.class, "first.close();");
    BothEnds ends = new BothEnds(client, server);
    TimeWaitCountdown.show(
        console, context.broken() ? ends::clientEnd : ends::serverEnd, timeWaitSince);
    console.line(
        "   A constant of Linux, MSL = 30 s (TCP_TIMEWAIT_LEN, include/net/tcp.h); its timer");
    console.line("   rounds up a little. No sysctl changes it, net.ipv4.tcp_fin_timeout neither.");
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " four-way-close --cured",
                    "the server closes first: TIME_WAIT moves there, the client's port is free")
                : new NextStep(
                    context.command() + " four-way-close --broken",
                    "the client closes first: TIME_WAIT holds its port"),
            new NextStep(
                context.command() + " lost-last-ack",
                "why the wait, reason 1: the last ACK is lost"),
            new NextStep(
                context.command() + " old-duplicate", "reason 2: a stray segment of the past"),
            new NextStep(
                context.command() + " connection-per-call", "what thousands of these come to"));
  }

  private static void drawUntilTimeWait(Console console, Socket host1, Socket host2, boolean broken)
      throws IOException, InterruptedException {
    int client = host1.getLocalPort();
    int server = host2.getLocalPort();
    BothEnds ends = new BothEnds(client, server);
    SequenceChart chart = new SequenceChart(console);
    chart.onLines("HOST1", "HOST2");
    chart.onLines("client " + client, "server " + server);
    chart.onLines("", "");
    chart.onLines("CLOSED", "LISTEN");
    chart.segment(Side.LEFT, "SYN");
    chart.segment(Side.RIGHT, "SYN, ACK");
    chart.segment(Side.LEFT, "ACK");
    ends.draw(chart, "ESTABLISHED", "ESTABLISHED");
    console.beat();

    host1.getOutputStream().write(REQUEST);
    host2.getInputStream().readNBytes(REQUEST.length);
    chart.segment(Side.LEFT, "GET / HTTP/1.1");
    host2.getOutputStream().write(RESPONSE);
    host1.getInputStream().readNBytes(RESPONSE.length);
    chart.segment(Side.RIGHT, "HTTP/1.1 204 No Content");
    ends.draw(chart, "ESTABLISHED", "ESTABLISHED");
    console.beat();

    Side firstSide = broken ? Side.LEFT : Side.RIGHT;
    Side secondSide = broken ? Side.RIGHT : Side.LEFT;
    Socket first = broken ? host1 : host2;
    Socket second = broken ? host2 : host1;
    chart.action(firstSide, "close() comes first: this side pays");
    first.close();
    drawFin(chart, firstSide);
    ends.draw(chart, broken ? "FIN_WAIT_2" : "CLOSE_WAIT", broken ? "CLOSE_WAIT" : "FIN_WAIT_2");
    console.beat();

    chart.action(secondSide, "reads the end of stream, close()");
    second.getInputStream().read();
    second.close();
    drawFin(chart, secondSide);
    ends.draw(chart, broken ? "TIME_WAIT" : "closed", broken ? "closed" : "TIME_WAIT");
  }

  private static void drawFin(SequenceChart chart, Side from) {
    chart.segment(from, "FIN");
    chart.segment(from == Side.LEFT ? Side.RIGHT : Side.LEFT, "ACK");
  }

  private static void tellWhoPays(Console console, InetAddress loopback, int port, boolean broken) {
    console.part("What it costs: can the client's port be used again?");
    String answer;
    try (Socket next = new Socket()) {
      next.setReuseAddress(false);
      next.bind(new InetSocketAddress(loopback, port));
      answer = "granted at once";
    } catch (BindException e) {
      answer = "refused (" + e.getMessage() + ")";
    } catch (IOException e) {
      answer = Objects.toString(e);
    }
    console.line("   bind to 127.0.0.1:%d: %s", port, answer);
    console.line(
        broken
            ? "   TIME_WAIT is on the client: it holds one of the client's ports for a minute."
            : "   TIME_WAIT is on the server, on its listening port: it holds no client port.");
  }
}
