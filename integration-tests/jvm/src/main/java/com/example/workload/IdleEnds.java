package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;

/**
 * Connections that end after an idle time, each on a port of its own from the given one on: two
 * that the client closes after an exchange and an idle time, while the test asks the kernel; two to
 * which something is written after the peer's FIN, a request and a farewell; one of which the peer
 * is gone without a word; two whose peer cannot answer, a command and a farewell.
 *
 * <p>Argument: the first of five ports. Needs {@code ip} and a namespace of its own. Says {@code
 * idle PORT} and waits for a line, then {@code ended PORT MILLIS} with what has passed since the
 * exchange at the most.
 */
public final class IdleEnds {
  private static final int[] IDLE_MILLIS = {300, 1200};
  private static final int BEFORE_USE_MILLIS = 1500;
  private static final int REQUEST_BYTES = 200;

  /** As Redis and validation queries have it: no longer than a farewell. */
  private static final int COMMAND_BYTES = 30;

  /** What a TLS connection that is closed sends once more (TLS 1.2, AES-GCM). */
  private static final int CLOSE_NOTIFY_BYTES = 31;

  private IdleEnds() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    // The first closes of a JVM come before the agent has the C library to ask with.
    Console.say("ready");
    Console.awaitLine();
    for (int idleMillis : IDLE_MILLIS) {
      closedByClient(port++, idleMillis);
    }
    Loopback closing = new Loopback(port++);
    usedAfterFin(closing, REQUEST_BYTES);
    usedAfterFin(closing, CLOSE_NOTIFY_BYTES);
    usedAfterThePeerIsGone(port++);
    Loopback unanswering = new Loopback(port);
    usedUnanswered(unanswering);
    closedUnanswered(unanswering);
    Console.say("done");
    Console.awaitEnd();
  }

  private static void closedByClient(int port, int idleMillis) throws Exception {
    Loopback loopback = new Loopback(port);
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    long start = System.nanoTime();
    exchange(client, server);
    Thread.sleep(idleMillis);
    Console.say("idle " + port);
    Console.awaitLine();
    client.close();
    Loopback.await(server, KernelState.CLOSE_WAIT);
    Console.say("ended " + port + " " + (System.nanoTime() - start) / 1_000_000);
    server.close();
  }

  private static void usedAfterFin(Loopback loopback, int bytes) throws Exception {
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    exchange(client, server);
    Thread.sleep(BEFORE_USE_MILLIS);
    server.close();
    Loopback.await(client, KernelState.CLOSE_WAIT);
    use(client, bytes);
  }

  private static void usedAfterThePeerIsGone(int port) throws Exception {
    Loopback loopback = new Loopback(port);
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    exchange(client, server);
    Thread.sleep(BEFORE_USE_MILLIS);
    LoopbackDevice.set("down");
    server.setSoLinger(true, 0);
    server.close();
    LoopbackDevice.set("up");
    use(client, REQUEST_BYTES);
  }

  private static void usedUnanswered(Loopback loopback) throws Exception {
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    exchange(client, server);
    Thread.sleep(BEFORE_USE_MILLIS);
    LoopbackDevice.set("down");
    client.getOutputStream().write(new byte[COMMAND_BYTES]);
    KernelState.awaitRetransmission(KernelState.descriptor(client));
    client.close();
    LoopbackDevice.set("up");
    server.close();
  }

  private static void closedUnanswered(Loopback loopback) throws Exception {
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    exchange(client, server);
    Thread.sleep(BEFORE_USE_MILLIS);
    LoopbackDevice.set("down");
    client.getOutputStream().write(new byte[CLOSE_NOTIFY_BYTES]);
    client.close();
    LoopbackDevice.set("up");
    server.close();
  }

  /** Writes to a connection that the peer has not, and closes it when the reset has come. */
  private static void use(Socket client, int bytes) throws IOException {
    client.getOutputStream().write(new byte[bytes]);
    Loopback.await(client, KernelState.CLOSE);
    client.close();
  }

  private static void exchange(Socket client, Socket server) throws IOException {
    client.getOutputStream().write(1);
    server.getInputStream().read();
    server.getOutputStream().write(1);
    client.getInputStream().read();
  }
}
