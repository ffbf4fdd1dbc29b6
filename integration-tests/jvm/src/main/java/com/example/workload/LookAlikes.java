package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * After a line it ends connections in ways that look like one connection per call, and are not: a
 * server closes after its answer, nobody waits for the answer, a server resets what is idle.
 *
 * <p>Argument: the first of three ports.
 */
public final class LookAlikes {
  private static final int SOME = 100;
  private static final int MORE = 130;
  private static final int IDLE = 20;
  private static final long IDLE_MILLIS = 1_100;

  private LookAlikes() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Console.say("ready");
    Console.awaitLine();
    serverDecides(new Loopback(port));
    nobodyWaits(new Loopback(port + 1));
    idleOnesAreReset(new Loopback(port + 2));
    Console.say("done");
    Console.awaitEnd();
  }

  private static void serverDecides(Loopback server) throws IOException {
    for (int i = 0; i < MORE; i++) {
      try (Socket client = server.connect();
          Socket accepted = server.accept()) {
        exchange(client, accepted);
        accepted.close();
        Loopback.await(client, KernelState.CLOSE_WAIT);
      }
    }
    for (int i = 0; i < SOME; i++) {
      try (Socket client = server.connect();
          Socket accepted = server.accept()) {
        exchange(client, accepted);
        client.close();
        Loopback.await(accepted, KernelState.CLOSE_WAIT);
      }
    }
  }

  private static void nobodyWaits(Loopback server) throws IOException {
    for (int i = 0; i < SOME; i++) {
      try (Socket client = server.connect();
          Socket accepted = server.accept()) {
        client.getOutputStream().write('?');
        accepted.getInputStream().read();
        client.close();
        Loopback.await(accepted, KernelState.CLOSE_WAIT);
      }
    }
  }

  private static void idleOnesAreReset(Loopback server) throws Exception {
    List<Socket> clients = new ArrayList<>();
    List<Socket> accepted = new ArrayList<>();
    for (int i = 0; i < IDLE; i++) {
      clients.add(server.connect());
      accepted.add(server.accept());
      exchange(clients.get(i), accepted.get(i));
    }
    Thread.sleep(IDLE_MILLIS);
    for (Socket each : accepted) {
      each.setSoLinger(true, 0);
      each.close();
    }
    for (Socket client : clients) {
      call(client);
    }
  }

  private static void call(Socket client) throws IOException {
    try {
      client.getOutputStream().write('?');
      client.getInputStream().read();
    } catch (IOException e) {
      client.close();
    }
  }

  private static void exchange(Socket client, Socket accepted) throws IOException {
    client.getOutputStream().write('?');
    accepted.getInputStream().read();
    accepted.getOutputStream().write('!');
    client.getInputStream().read();
  }
}
