package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;

/**
 * Connections that end after an idle time, each on a port of its own from the given one on. Two are
 * closed by the client after an exchange and an idle time, while the test asks the kernel. On two,
 * something is written after the peer's FIN: a request and a farewell. The peer of one has gone
 * without a word. The peer of two cannot answer a command and a farewell.
 *
 * <p>Argument: the first of five ports. It needs {@code ip} and a namespace of its own. Prints
 * {@code idle PORT} and waits for a line, then prints {@code ended PORT MILLIS} with the longest
 * time that can have passed since the exchange.
 */
public final class IdleEnds {
  private static final int[] IDLE_MILLIS = {300, 1200};
  private static final int BEFORE_USE_MILLIS = 1500;
  private static final int REQUEST_BYTES = 200;

  /** As short as commands of Redis and validation queries: no longer than a farewell. */
  private static final int COMMAND_BYTES = 30;

  /** The size of what a TLS connection still sends when it is closed (TLS 1.2, AES-GCM). */
  private static final int CLOSE_NOTIFY_BYTES = 31;

  private IdleEnds() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    // At the first closes of a JVM the agent has not yet loaded the C library that it asks with.
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

  /** Writes to a connection that the peer has closed, and closes it when the reset has come. */
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
