package io.firstfin.demo;

import io.firstfin.demo.SequenceChart.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * Why TIME_WAIT, reason 1 (RFC 9293, section 3.6.1): HOST1's last ACK is lost, and HOST2 repeats
 * its FIN. A host in TIME_WAIT answers that FIN. In the broken form HOST1 keeps no TIME_WAIT and
 * answers the FIN with an RST: HOST2 never learns that everything it sent has arrived. A segment is
 * drawn when a raw socket sees it arrive.
 */
final class LostLastAck implements Scenario {
  /**
   * Long, because the kernel doubles the time to the next repeated FIN, and a busy machine misses a
   * few.
   */
  private static final long DEADLINE_MILLIS = 30_000;

  /** FINs that are repeated in vain, so that the reader can see HOST1's timer start anew. */
  private static final int REPEATED = 3;

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    TwoHosts.setUp();
    if (context.broken()) {
      TwoHosts.set("tcp_max_tw_buckets", "0");
    }
    console.line(
        "namespace: HOST1 is %s, HOST2 is %s; %s",
        TwoHosts.host1().getHostAddress(),
        TwoHosts.host2().getHostAddress(),
        context.broken()
            ? "net.ipv4.tcp_max_tw_buckets 0, and so no TIME_WAIT"
            : "TIME_WAIT as usual");
    int server;
    try (ServerSocket listener = new ServerSocket(0, 1, TwoHosts.host2());
        RawTcp wire = RawTcp.open()) {
      server = listener.getLocalPort();
      console.part("One connection; segments as they arrive, states as the kernel shows them");
      console.line("");
      Socket host1 = new Socket();
      host1.bind(new InetSocketAddress(TwoHosts.host1(), 0));
      host1.connect(listener.getLocalSocketAddress());
      try (host1;
          Socket host2 = listener.accept()) {
        new Story(console, wire, host1, host2, context.broken()).tell();
      }
    }
    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server);
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " lost-last-ack --cured",
                    "with TIME_WAIT: the repeated FIN is answered, its timer starts anew")
                : new NextStep(
                    context.command() + " lost-last-ack --broken",
                    "without TIME_WAIT: the repeated FIN is met by a reset"),
            new NextStep(
                context.command() + " old-duplicate", "reason 2: a stray segment of the past"));
  }

  /** Runs one connection from its handshake to the answer to the second FIN. */
  private static final class Story {
    private final Console console;
    private final SequenceChart chart;
    private final RawTcp wire;
    private final Socket host1;
    private final Socket host2;
    private final BothEnds ends;

    private final boolean broken;
    private boolean answerAwaited;
    private int losses;

    Story(Console console, RawTcp wire, Socket host1, Socket host2, boolean broken) {
      this.console = console;
      this.chart = new SequenceChart(console);
      this.wire = wire;
      this.host1 = host1;
      this.host2 = host2;
      this.broken = broken;
      this.ends = new BothEnds(host1.getLocalPort(), host2.getLocalPort());
    }

    void tell() throws IOException, InterruptedException {
      chart.onLines("HOST1", "HOST2");
      chart.onLines("client " + ends.client(), "server " + ends.server());
      chart.onLines("", "");
      drawThenStates("ESTABLISHED", "ESTABLISHED");

      host1.getOutputStream().write(FourWayClose.REQUEST);
      host2.getInputStream().readNBytes(FourWayClose.REQUEST.length);
      host2.getOutputStream().write(FourWayClose.RESPONSE);
      host1.getInputStream().readNBytes(FourWayClose.RESPONSE.length);
      drawThenStates("ESTABLISHED", "ESTABLISHED");

      chart.action(Side.LEFT, "shutdownOutput(): the first FIN");
      // Not close(): a FIN_WAIT_2 without its socket would already need room in the TIME_WAIT
      // table.
      host1.shutdownOutput();
      drawThenStates("FIN_WAIT_2", "CLOSE_WAIT");

      TwoHosts.lose();
      chart.action(Side.RIGHT, "reads the end of stream, shutdownOutput()");
      host2.getInputStream().read();
      host2.shutdownOutput();
      drawUntil(this::isSecondFin);
      drawLoss();
      drawThenStates(broken ? "closed" : "TIME_WAIT", "LAST_ACK");
      double firstTimer = timer();
      long firstTimerAt = System.nanoTime();
      for (int i = 0; i < REPEATED; i++) {
        drawUntil(this::isSecondFin);
      }
      TwoHosts.loseNoMore();

      drawUntil(this::isOfHost1);
      drawThenStates(broken ? "closed" : "TIME_WAIT", "closed");
      console.line("");
      if (broken) {
        console.line(
            "   HOST1 knows nothing of the connection any more and answers the FIN by an RST:");
        console.line("   HOST2 has to report a failure where everything had arrived.");
      } else {
        double now = timer();
        double elapsed = (System.nanoTime() - firstTimerAt) / 1e9;
        console.line(
            "   HOST1 answers again. Its TIME_WAIT has %.1f s left, and would have %.1f s without the",
            now, firstTimer - elapsed);
        console.line("   repeated FIN, which starts the 2 MSL anew: this ACK may be lost as well.");
      }
    }

    private void drawThenStates(String left, String right)
        throws IOException, InterruptedException {
      ends.await(left, right);
      draw(wire.arrived());
      ends.draw(chart, left, right);
      console.beat();
    }

    /** Draws the segments that arrive, until the awaited one has. */
    private void drawUntil(Predicate<Segment> awaited) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
      while (System.nanoTime() < deadline) {
        List<Segment> arrived = wire.arrived();
        draw(arrived);
        if (arrived.stream().anyMatch(awaited)) {
          return;
        }
        Thread.sleep(10);
      }
      throw new IOException("the segment did not come in " + DEADLINE_MILLIS + " ms");
    }

    /** A FIN is repeated when no answer to it has arrived. */
    private void drawLoss() {
      if (answerAwaited) {
        chart.lost(Side.LEFT, losses == 0 || !broken ? "ACK" : "RST");
        losses++;
        answerAwaited = false;
      }
    }

    private boolean isSecondFin(Segment segment) {
      return segment.has(Segment.FIN) && !isOfHost1(segment);
    }

    private boolean isOfHost1(Segment segment) {
      return segment.source().getAddress().equals(host1.getLocalAddress());
    }

    private void draw(List<Segment> arrived) {
      for (Segment segment : arrived) {
        if (isSecondFin(segment)) {
          drawLoss();
          answerAwaited = true;
        } else if (isOfHost1(segment)) {
          answerAwaited = false;
        }
        chart.segment(isOfHost1(segment) ? Side.LEFT : Side.RIGHT, label(segment));
      }
    }

    /** Returns the first line of data, as HTTP has it. */
    private static String label(Segment segment) {
      String text = new String(segment.payload(), StandardCharsets.US_ASCII);
      return text.isEmpty() ? segment.toString() : text.lines().findFirst().orElse("");
    }

    /** The time that HOST1's TIME_WAIT still lasts, seconds. */
    private double timer() throws IOException {
      return ends.clientEnd().map(row -> row.timerMillis() / 1000.0).orElse(0.0);
    }
  }
}
