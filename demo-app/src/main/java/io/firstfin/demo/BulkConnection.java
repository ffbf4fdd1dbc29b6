package io.firstfin.demo;

import io.firstfin.demo.SequenceChart.Side;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A connection that has ended, and that carried more bytes than the initial sequence numbers of its
 * ports advance in a while. So some of its segments lie in the window of the next connection. After
 * an HTTP request and its response, client and server sent the same bytes in turn, one chunk in
 * each segment.
 *
 * @param clientIsn the client's initial sequence number
 * @param serverIsn the server's
 * @param bytes in each direction after request and response, a multiple of the chunk
 */
record BulkConnection(
    int clientPort, int serverPort, long clientIsn, long serverIsn, long bytes, double seconds) {
  /** Less than the receiver's first window, and less than a segment over loopback may carry. */
  static final int CHUNK = 48 * 1024;

  /** The second connection has carried this many bytes each way when the stray comes. */
  static final int SECOND_BYTES = 2 * CHUNK;

  /** HTTP changes with these into an exchange of lines. */
  static final byte[] REQUEST =
      "GET /lines HTTP/1.1\r\nHost: demo\r\nConnection: Upgrade\r\nUpgrade: lines\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  static final byte[] RESPONSE =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: lines\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** 32 bytes, a divisor of the chunk. */
  private static final byte[] FIRST =
      "1st connection, byte 0000000000\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SECOND =
      "2nd connection, byte 0000000000\n".getBytes(StandardCharsets.US_ASCII);

  private static final double ISN_PER_SECOND = 1e9 / 64;
  private static final double DEADLINE_SECONDS = 60;

  /**
   * Runs it to its end; the client closes first.
   *
   * @param headStart time for which its numbers must stay ahead of the initial ones, seconds
   * @param chart where it is drawn, with the states of both ends
   * @param atLast the client's state when both have closed
   * @throws IOException when this machine is too slow for that
   */
  static BulkConnection run(
      ServerSocket listener, double headStart, SequenceChart chart, String atLast)
      throws IOException, InterruptedException {
    Handshake handshake;
    long sent = 0;
    double seconds = 0;
    int clientPort;
    long start = System.nanoTime();
    Socket client;
    Socket server;
    try (RawTcp wire = RawTcp.open()) {
      client = connect(listener, 0);
      server = listener.accept();
      handshake = Handshake.of(wire.arrived(), listener.getLocalPort());
    }
    BothEnds ends;
    try (client;
        server) {
      clientPort = client.getLocalPort();
      ends = new BothEnds(clientPort, listener.getLocalPort());
      drawHandshake(chart, ends);
      ask(client, server, chart);
      ends.draw(chart, "ESTABLISHED", "ESTABLISHED");
      while (sent < (seconds + headStart) * ISN_PER_SECOND) {
        exchange(client, server, chunk(FIRST, sent));
        sent += CHUNK;
        seconds = (System.nanoTime() - start) / 1e9;
        if (seconds > DEADLINE_SECONDS) {
          throw new IOException(
              "this machine is too slow: " + sent + " bytes in " + seconds + " s");
        }
      }
      chart.action(Side.LEFT, String.format("%,d bytes each way in %.1f s", sent, seconds));
      chart.action(Side.LEFT, "shutdownOutput(): the first FIN");
      // Not close(): a FIN_WAIT_2 without its socket would already need room in the TIME_WAIT
      // table.
      client.shutdownOutput();
      drawFin(chart, Side.LEFT, Side.RIGHT);
      ends.draw(chart, "FIN_WAIT_2", "CLOSE_WAIT");
      chart.action(Side.RIGHT, "reads the end of stream, close()");
      server.getInputStream().read();
      server.close();
      drawFin(chart, Side.RIGHT, Side.LEFT);
      ends.draw(chart, atLast, "closed");
    }
    return new BulkConnection(
        clientPort,
        listener.getLocalPort(),
        handshake.clientIsn(),
        handshake.serverIsn(),
        sent,
        seconds);
  }

  private static void drawHandshake(SequenceChart chart, BothEnds ends)
      throws IOException, InterruptedException {
    chart.onLines("HOST1", "HOST2");
    chart.onLines("client " + ends.client(), "server " + ends.server());
    chart.onLines("", "");
    chart.onLines("CLOSED", "LISTEN");
    chart.segment(Side.LEFT, "SYN");
    chart.segment(Side.RIGHT, "SYN, ACK");
    chart.segment(Side.LEFT, "ACK");
    ends.draw(chart, "ESTABLISHED", "ESTABLISHED");
  }

  private static void ask(Socket client, Socket server, SequenceChart chart) throws IOException {
    client.getOutputStream().write(REQUEST);
    server.getInputStream().readNBytes(REQUEST.length);
    chart.segment(Side.LEFT, "GET /lines HTTP/1.1, Upgrade: lines");
    server.getOutputStream().write(RESPONSE);
    client.getInputStream().readNBytes(RESPONSE.length);
    chart.segment(Side.RIGHT, "HTTP/1.1 101 Switching Protocols");
  }

  private static void drawFin(SequenceChart chart, Side from, Side to) {
    chart.segment(from, "FIN");
    chart.segment(to, "ACK");
  }

  /**
   * @param clientPort 0 for any; otherwise one that was used before, in whatever state it is
   */
  static Socket connect(ServerSocket listener, int clientPort) throws IOException {
    Socket client = new Socket();
    client.setTcpNoDelay(true);
    client.bind(new InetSocketAddress(InetAddress.getByName(DemoServer.HOST), clientPort));
    client.connect(listener.getLocalSocketAddress());
    return client;
  }

  /**
   * Exchanges some bytes, {@link #SECOND_BYTES} each way, on the connection that follows this one
   * on the same ports.
   */
  static void exchangeOnSecond(Socket client, Socket server) throws IOException {
    for (int sent = 0; sent < SECOND_BYTES; sent += CHUNK) {
      exchange(client, server, chunk(SECOND, sent));
    }
  }

  /**
   * The segment of this connection that carries the byte which the server of the second connection
   * awaits after {@link #exchangeOnSecond}, and that acknowledges what this server has sent; empty
   * when no segment does both.
   */
  Optional<Segment> stray(Handshake second) {
    long awaited =
        (second.clientIsn() - clientIsn & Segment.SEQUENCE_MASK) + SECOND_BYTES - REQUEST.length;
    long sentByServer =
        (second.serverIsn() - serverIsn & Segment.SEQUENCE_MASK) + SECOND_BYTES - RESPONSE.length;
    long offset = awaited / CHUNK * CHUNK;
    // Since Linux 6.8 an ACK of bytes that the connection never sent is refused (tcp_ack()).
    boolean acknowledges = offset >= sentByServer - SECOND_BYTES && offset <= sentByServer;
    return offset + CHUNK <= bytes && acknowledges
        ? Optional.of(segment(offset))
        : Optional.empty();
  }

  /** The last segment with data of the client's. */
  Segment lastSegment() {
    return segment(bytes - CHUNK);
  }

  /** The segment that the client sent when it had read {@code offset} bytes and sent as many. */
  private Segment segment(long offset) {
    return new Segment(
        new InetSocketAddress(DemoServer.HOST, clientPort),
        new InetSocketAddress(DemoServer.HOST, serverPort),
        clientIsn + 1 + REQUEST.length + offset & Segment.SEQUENCE_MASK,
        serverIsn + 1 + RESPONSE.length + offset & Segment.SEQUENCE_MASK,
        Segment.PSH | Segment.ACK,
        chunk(FIRST, offset));
  }

  private static void exchange(Socket client, Socket server, byte[] chunk) throws IOException {
    client.getOutputStream().write(chunk);
    server.getInputStream().readNBytes(CHUNK);
    server.getOutputStream().write(chunk);
    client.getInputStream().readNBytes(CHUNK);
  }

  /**
   * Lines that show which connection they belong to. They are made without a formatter, because
   * there are many megabytes.
   */
  private static byte[] chunk(byte[] line, long offset) {
    byte[] chunk = new byte[CHUNK];
    for (int at = 0; at < CHUNK; at += line.length) {
      System.arraycopy(line, 0, chunk, at, line.length);
      long rest = offset + at;
      for (int digit = at + line.length - 2; rest > 0; digit--) {
        chunk[digit] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return chunk;
  }
}
