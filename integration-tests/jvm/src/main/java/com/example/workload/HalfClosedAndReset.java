package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens connections, half-closes some at the client, waits for a line, resets the others at the
 * server, and closes what is left. Prints what can be known of these closes by a watch that begins
 * at the line.
 *
 * <p>Arguments: port, connections of each kind.
 */
public final class HalfClosedAndReset {
  private HalfClosedAndReset() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int each = Integer.parseInt(arguments[1]);
    List<Socket> clients = new ArrayList<>();
    List<Socket> servers = new ArrayList<>();
    for (int i = 0; i < 2 * each; i++) {
      clients.add(loopback.connect());
      servers.add(loopback.accept());
      if (i < each) {
        clients.get(i).shutdownOutput();
      }
    }
    Console.say("opened");
    Console.awaitLine();
    for (int i = 0; i < 2 * each; i++) {
      if (i >= each) {
        servers.get(i).setSoLinger(true, 0);
      }
      servers.get(i).close();
      Loopback.await(clients.get(i), KernelState.CLOSE);
      clients.get(i).close();
    }
    Console.say("done");
    Console.awaitEnd();
  }
}
