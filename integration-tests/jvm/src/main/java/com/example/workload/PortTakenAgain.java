package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Resets connections after the FIN of one side, and connects from the same port of the client's
 * again at once. The other side closes that second connection first, and so has a socket in
 * TIME_WAIT.
 *
 * <p>Arguments: address, a port, the number of ports after it from which the client connects, and
 * the side that is first in the first connections, {@code client} or {@code server}.
 */
public final class PortTakenAgain {
  private PortTakenAgain() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    int ports = Integer.parseInt(arguments[2]);
    boolean isClient = arguments[3].equals("client");
    Loopback loopback = new Loopback(arguments[0], port);
    Console.say("ready");
    Console.awaitLine();
    for (int i = 1; i <= ports; i++) {
      end(loopback, port + i, CloseKind.WRITE_TO_A_CLOSED_PEER, isClient);
      end(loopback, port + i, CloseKind.PLAIN, !isClient);
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static void end(Loopback loopback, int fromPort, CloseKind kind, boolean clientFirst)
      throws IOException {
    Socket connecting = new Socket();
    connecting.setReuseAddress(true);
    connecting.bind(new InetSocketAddress(loopback.address(), fromPort));
    connecting.connect(new InetSocketAddress(loopback.address(), loopback.port()));
    End client = new SocketEnd(connecting);
    End server = new SocketEnd(loopback.accept());
    kind.end(clientFirst ? client : server, clientFirst ? server : client);
  }
}
