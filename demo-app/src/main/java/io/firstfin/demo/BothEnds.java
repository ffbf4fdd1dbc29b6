package io.firstfin.demo;

import java.io.IOException;
import java.util.Optional;

/**
 * Both ends of one connection on this machine, as the kernel's table shows them.
 *
 * @param client port of HOST1
 * @param server port of HOST2
 */
record BothEnds(int client, int server) {
  private static final long DEADLINE_MILLIS = 2000;

  /** The client's end; empty when the table does not have it. */
  Optional<ProcNetTcp.Row> clientEnd() throws IOException {
    return row(client, server);
  }

  /** The server's end; empty when the table does not have it. */
  Optional<ProcNetTcp.Row> serverEnd() throws IOException {
    return row(server, client);
  }

  /**
   * Draws the kernel's states as soon as they are as the RFC says, or after a deadline.
   *
   * @param expectedLeft the client's state; {@code closed} without a socket
   */
  void draw(SequenceChart chart, String expectedLeft, String expectedRight)
      throws IOException, InterruptedException {
    await(expectedLeft, expectedRight);
    chart.pause();
    chart.onLines(state(clientEnd()), state(serverEnd()));
    chart.pause();
  }

  /** Waits until the kernel's states are as expected; false when they are not before a deadline. */
  boolean await(String expectedLeft, String expectedRight)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    boolean agree;
    do {
      Thread.sleep(10);
      agree = state(clientEnd()).equals(expectedLeft) && state(serverEnd()).equals(expectedRight);
    } while (!agree && System.nanoTime() < deadline);
    return agree;
  }

  /** Such as {@code client TIME_WAIT, server closed}. */
  String states() throws IOException {
    return "client " + state(clientEnd()) + ", server " + state(serverEnd());
  }

  private static String state(Optional<ProcNetTcp.Row> end) {
    return end.map(ProcNetTcp.Row::state).orElse("closed");
  }

  private static Optional<ProcNetTcp.Row> row(int localPort, int remotePort) throws IOException {
    return ProcNetTcp.onPort(localPort).stream()
        .filter(row -> row.localPort() == localPort && row.remotePort() == remotePort)
        .findFirst();
  }
}
