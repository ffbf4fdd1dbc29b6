package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes every ephemeral port with listeners, then binds once more with every kind of socket. Prints
 * {@code failed KIND MESSAGE} for each, where KIND is {@code client}, {@code fixed} (a client that
 * chose its port) or {@code other}, then {@code done}.
 *
 * <p>Arguments: the number of ephemeral ports that exist.
 */
public final class BindsWithoutAPort {
  private static final List<ServerSocket> HELD = new ArrayList<>();

  private BindsWithoutAPort() {}

  public static void main(String[] arguments) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      HELD.add(new ServerSocket(0, 1, any.getAddress()));
    }
    InetSocketAddress taken = new InetSocketAddress(any.getAddress(), HELD.get(0).getLocalPort());

    fails("client", () -> bind(new Socket(), any));
    fails("client", () -> new Socket(any.getAddress(), taken.getPort(), any.getAddress(), 0));
    fails("client", () -> SocketChannel.open().bind(any));
    fails("client", () -> bind(SocketChannel.open().socket(), any));
    fails("client", () -> AsynchronousSocketChannel.open().bind(any));

    fails("fixed", () -> bind(new Socket(), taken));

    fails("other", () -> new ServerSocket(0, 1, any.getAddress()));
    fails("other", () -> ServerSocketChannel.open().bind(any));
    fails("other", () -> AsynchronousServerSocketChannel.open().bind(any));
    try (DatagramSocket datagrams = new DatagramSocket(taken)) {
      fails("other", () -> new DatagramSocket(datagrams.getLocalSocketAddress()));
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static Socket bind(Socket socket, InetSocketAddress local) throws IOException {
    socket.bind(local);
    return socket;
  }

  private static void fails(String kind, Bind bind) throws IOException {
    try {
      bind.run();
      throw new IllegalStateException("a " + kind + " was bound");
    } catch (BindException e) {
      Console.say("failed " + kind + " " + e.getMessage());
    }
  }

  private interface Bind {
    Object run() throws IOException;
  }
}
