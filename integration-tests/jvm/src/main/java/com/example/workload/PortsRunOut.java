package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;

/**
 * Opens and closes, the client first, until no ephemeral port is left towards its own listener.
 *
 * <p>Arguments: port, the number of connections at which it gives up.
 */
public final class PortsRunOut {
  private PortsRunOut() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int most = Integer.parseInt(arguments[1]);
    String failure = "none";
    for (int i = 0; i < most; i++) {
      Socket client;
      try {
        client = loopback.connect();
      } catch (IOException e) {
        failure = e.toString();
        break;
      }
      Socket server = loopback.accept();
      client.close();
      Loopback.await(server, KernelState.CLOSE_WAIT);
      server.close();
    }
    Console.say("failure " + failure);
    Console.awaitEnd();
  }
}
