package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes sockets that it never connects, lets the peer reset others, and forgets to close them all;
 * it also keeps as many datagram sockets and listeners. Prints {@code line LINE}, where the reset
 * sockets were opened.
 *
 * <p>Arguments: port, number of sockets of each kind.
 */
public final class UnconnectedLeak {
  private static final List<Object> FORGOTTEN = new ArrayList<>();

  private UnconnectedLeak() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int sockets = Integer.parseInt(arguments[1]);
    String line = "";
    for (int i = 0; i < sockets; i++) {
      FORGOTTEN.add(SocketChannel.open().bind(new InetSocketAddress(loopback.address(), 0)));
      FORGOTTEN.add(new DatagramSocket(0, loopback.address()));
      FORGOTTEN.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
      line = Console.nextLine();
      Socket client = new Socket(loopback.address(), loopback.port());
      FORGOTTEN.add(client);
      try (Socket server = loopback.accept()) {
        server.setSoLinger(true, 0);
      }
      Loopback.await(client, KernelState.CLOSE);
    }
    Console.say("line " + line);
    Console.say("done");
    Console.awaitEnd();
  }
}
