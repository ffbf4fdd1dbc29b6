package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Closes some connections and half-closes as many, the client first each time; the server never
 * closes.
 *
 * <p>Arguments: port, number of connections of each kind.
 */
public final class PeerThatNeverCloses {
  private static final List<Socket> KEPT = new ArrayList<>();

  private PeerThatNeverCloses() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int connections = Integer.parseInt(arguments[1]);
    for (int i = 0; i < connections; i++) {
      Socket closed = loopback.connect();
      Socket server = loopback.accept();
      closed.close();
      Loopback.await(server, KernelState.CLOSE_WAIT);
      KEPT.add(server);

      Socket halfClosed = loopback.connect();
      server = loopback.accept();
      halfClosed.shutdownOutput();
      Loopback.await(server, KernelState.CLOSE_WAIT);
      KEPT.add(halfClosed);
      KEPT.add(server);
    }
    Console.say("done");
    Console.awaitEnd();
  }
}
