package io.firstfin.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Why TIME_WAIT, reason 2 (RFC 9293, section 3.6.1): a segment of a connection that has ended may
 * still be on its way, and could fit into the next connection on the same ports. With TIME_WAIT
 * these ports are refused for as long as a segment can live. In the broken form there is no
 * TIME_WAIT: the ports are granted at once, and the server reads what no client of this connection
 * has sent. The demo makes the stray segment from the bytes and numbers of the first connection,
 * and plays the network that delivers it late.
 */
final class OldDuplicate implements Scenario {
  private static final int PORT = 8080;

  /** The second connection begins within this time. */
  private static final double HEAD_START_SECONDS = 2;

  private static final int ATTEMPTS = 5;
  private static final int STRAY_DEADLINE_MILLIS = 3000;
  private static final int LINES_SHOWN = 3;

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    boolean broken = context.broken();
    // With timestamps the receiver discards an older segment most of the time (PAWS, RFC 7323).
    TwoHosts.set("tcp_timestamps", "0");
    TwoHosts.set("tcp_tw_reuse", "0");
    if (broken) {
      TwoHosts.set("tcp_max_tw_buckets", "0");
    }
    console.line(
        "namespace: net.ipv4.tcp_timestamps 0, net.ipv4.tcp_tw_reuse 0, %s",
        broken ? "net.ipv4.tcp_max_tw_buckets 0, and so no TIME_WAIT" : "TIME_WAIT as usual");

    try (ServerSocket listener =
        new ServerSocket(PORT, 1, InetAddress.getByName(DemoServer.HOST))) {
      console.part("The first connection; states as the kernel shows them");
      console.line("");
      BulkConnection first =
          BulkConnection.run(
              listener,
              HEAD_START_SECONDS,
              new SequenceChart(console),
              broken ? "closed" : "TIME_WAIT");
      BothEnds ends = new BothEnds(first.clientPort(), PORT);
      long closed = System.nanoTime();
      console.line("");
      console.line(
          "   Its bytes came at a faster pace than that of the initial sequence numbers, which Linux");
      console.line(
          "   moves on by one every 64 ns, 15.6 MB/s (secure_tcp_seq, net/core/secure_seq.c).");

      if (broken) {
        takeOver(console, listener, first, ends);
        context.evidence().awaitAgent();
        context.evidence().show("TIME_WAIT", PORT);
      } else {
        refuse(console, first, ends);
        deliverTooLate(console, first, ends);
        context.evidence().awaitAgent();
        context.evidence().show("TIME_WAIT", PORT);
        TimeWaitCountdown.show(console, ends::clientEnd, closed);
        connectAgain(console, listener, first, ends);
      }
    }
    context
        .evidence()
        .tryNext(
            broken
                ? new NextStep(
                    context.command() + " old-duplicate --cured",
                    "with TIME_WAIT: the ports are refused until nothing old can come")
                : new NextStep(
                    context.command() + " old-duplicate --broken",
                    "without TIME_WAIT: the server reads what nobody has sent it"),
            new NextStep(context.command() + " port-exhaustion", "what this protection costs"));
  }

  /** A second connection on the same ports, and the stray segment that it accepts as its own. */
  private static void takeOver(
      Console console, ServerSocket listener, BulkConnection first, BothEnds ends)
      throws IOException, InterruptedException {
    console.part("A second connection on the same ports, at once: granted");
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try (RawTcp wire = RawTcp.open();
          Socket client = BulkConnection.connect(listener, first.clientPort());
          Socket server = listener.accept()) {
        // After the stray the two ends expect different numbers; a FIN would not end that.
        client.setSoLinger(true, 0);
        server.setSoLinger(true, 0);
        Handshake second = Handshake.of(wire.arrived(), PORT);
        Optional<Segment> stray = first.stray(second);
        if (stray.isPresent()) {
          BulkConnection.exchangeOnSecond(client, server);
          console.line("   %s", ends.states());
          tell(console, first, second, stray.get());
          server.setSoTimeout(STRAY_DEADLINE_MILLIS);
          RawTcp.send(stray.get());
          tellWhatIsRead(console, server);
          console.line("   %s, as if nothing had been", ends.states());
          return;
        }
      }
    }
    throw new IOException("no segment of the first connection fits in " + ATTEMPTS + " attempts");
  }

  private static void tell(Console console, BulkConnection first, Handshake second, Segment stray) {
    console.line(
        "   It carries %,d bytes each way. Sequence numbers of the client:",
        BulkConnection.SECOND_BYTES);
    long awaited = second.clientIsn() + 1 + BulkConnection.SECOND_BYTES & Segment.SEQUENCE_MASK;
    console.line("     %-46s %,14d", "first connection, at its start", first.clientIsn());
    console.line("     %-46s %,14d", "second connection, at its start", second.clientIsn());
    console.line("     %-46s %,14d", "second connection, the next that is awaited", awaited);
    console.part("The network delivers a segment of the first connection late");
    console.line(
        "   sequence numbers %,d to %,d: just what is awaited", stray.sequence(), stray.end());
  }

  private static void tellWhatIsRead(Console console, Socket server) throws IOException {
    byte[] buffer = new byte[1024];
    try {
      int read = server.getInputStream().read(buffer);
      String[] lines = new String(buffer, 0, read, StandardCharsets.US_ASCII).split("\n");
      console.line("   The client of the second connection has sent no more. Its server reads:");
      for (int i = 1; i < Math.min(LINES_SHOWN + 1, lines.length); i++) {
        console.line("     " + lines[i]);
      }
      console.line("   TCP's promise is broken: bytes of another connection, and no error.");
    } catch (SocketTimeoutException e) {
      throw new IOException("the stray was not taken in " + STRAY_DEADLINE_MILLIS + " ms", e);
    }
  }

  private static void refuse(Console console, BulkConnection first, BothEnds ends)
      throws IOException {
    console.part("A second connection on the same ports, at once");
    try (Socket client = new Socket()) {
      client.bind(new InetSocketAddress(DemoServer.HOST, first.clientPort()));
      console.line("   bind to %d: granted", first.clientPort());
    } catch (BindException e) {
      console.line("   bind to %d: refused, EADDRINUSE (%s)", first.clientPort(), e.getMessage());
    }
    console.line("   %s", ends.states());
  }

  private static void deliverTooLate(Console console, BulkConnection first, BothEnds ends)
      throws IOException, InterruptedException {
    console.part("The network delivers a segment of the first connection late");
    try (RawTcp wire = RawTcp.open()) {
      RawTcp.send(first.lastSegment());
      Thread.sleep(200);
      for (Segment segment : wire.arrived()) {
        console.line(
            "   %d -> %d: %s",
            segment.source().getPort(), segment.destination().getPort(), segment);
      }
    }
    console.line("   There is nobody to take it: an RST answers. And the ports wait on:");
    console.line(
        "   %s; %s",
        ends.states(),
        ends.clientEnd()
            .map(row -> String.format(Locale.ROOT, "%.1f s left", row.timerMillis() / 1000.0))
            .orElse("nothing is left"));
  }

  private static void connectAgain(
      Console console, ServerSocket listener, BulkConnection first, BothEnds ends)
      throws IOException {
    console.part("The second connection once more, after 2 MSL");
    try (Socket client = BulkConnection.connect(listener, first.clientPort());
        Socket server = listener.accept()) {
      console.line("   %d -> %d: granted", client.getLocalPort(), server.getLocalPort());
      console.line("   %s", ends.states());
      console.line("   No segment of the first connection is left that could disturb it.");
    }
  }
}
