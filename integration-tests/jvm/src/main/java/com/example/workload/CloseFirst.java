package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens connections to a listener of its own, waits for a line if asked to, and closes each, the
 * client first.
 *
 * <p>Arguments: port, number of connections, {@code wait} or {@code go}.
 */
public final class CloseFirst {
  private CloseFirst() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int connections = Integer.parseInt(arguments[1]);
    List<Socket> clients = new ArrayList<>();
    List<Socket> servers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(loopback.connect());
      servers.add(loopback.accept());
    }
    Console.say("opened");
    if (arguments[2].equals("wait")) {
      Console.awaitLine();
    }
    closeClients(clients);
    for (Socket server : servers) {
      Loopback.await(server, KernelState.CLOSE_WAIT);
      server.close();
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static void closeClients(List<Socket> clients) throws IOException {
    String line = "";
    for (Socket client : clients) {
      line = Console.nextLine();
      client.close();
    }
    Console.say("line " + line);
  }
}
