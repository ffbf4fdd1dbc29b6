package com.example.workload;

import com.example.support.Console;
import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Opens and closes what is no TCP connection: datagram sockets of three classes, UNIX-domain
 * channels (JDK 16 and newer), listeners, sockets that never connected, refused connects.
 *
 * <p>Arguments: a port without a listener, rounds, a file name for the UNIX-domain listener.
 */
public final class NotTcp {
  private NotTcp() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    for (int i = 0; i < rounds; i++) {
      datagrams();
      listeners();
      neverConnected(port);
    }
    try {
      Class.forName("java.net.UnixDomainSocketAddress");
      unixDomain(new File(arguments[2]), rounds);
      Console.say("unix-domain");
    } catch (ClassNotFoundException e) {
      Console.say("no unix-domain");
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static void datagrams() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (DatagramSocket socket = new DatagramSocket(0, loopback);
        DatagramChannel channel = DatagramChannel.open()) {
      socket.send(new DatagramPacket(new byte[1], 1, loopback, socket.getLocalPort()));
      channel.connect(new InetSocketAddress(loopback, socket.getLocalPort()));
      channel.write(ByteBuffer.allocate(1));
      datagramsByStream(loopback, socket.getLocalPort());
    }
  }

  /** JDK 26 no longer has such a socket. */
  @SuppressWarnings("deprecation")
  private static void datagramsByStream(InetAddress address, int port) throws IOException {
    Socket socket;
    try {
      socket = new Socket(address, port, false);
    } catch (IllegalArgumentException | NoSuchMethodError e) {
      return;
    }
    socket.getOutputStream().write(1);
    socket.close();
  }

  private static void listeners() throws IOException {
    new ServerSocket(0).close();
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(null);
    channel.close();
  }

  private static void neverConnected(int port) throws IOException {
    new Socket().close();
    SocketChannel.open().close();
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", port);
    try (Socket socket = new Socket()) {
      socket.connect(nobody);
      throw new IllegalStateException("somebody listens on " + nobody);
    } catch (IOException e) {
      // The connect is refused, as it should be.
    }
    try {
      SocketChannel.open(nobody).close();
      throw new IllegalStateException("somebody listens on " + nobody);
    } catch (IOException e) {
      // The connect is refused, as it should be.
    }
  }

  private static void unixDomain(File file, int rounds) throws Exception {
    SocketAddress address =
        (SocketAddress)
            Class.forName("java.net.UnixDomainSocketAddress")
                .getMethod("of", String.class)
                .invoke(null, file.getPath());
    ProtocolFamily unix =
        (ProtocolFamily)
            Class.forName("java.net.StandardProtocolFamily").getField("UNIX").get(null);
    ServerSocketChannel listener =
        (ServerSocketChannel)
            ServerSocketChannel.class.getMethod("open", ProtocolFamily.class).invoke(null, unix);
    listener.bind(address);
    for (int i = 0; i < rounds; i++) {
      SocketChannel client = SocketChannel.open(address);
      SocketChannel server = listener.accept();
      client.shutdownOutput();
      client.close();
      server.close();
    }
    listener.close();
    file.delete();
  }
}
