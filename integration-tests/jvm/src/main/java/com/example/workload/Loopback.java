package com.example.workload;

import com.example.support.KernelState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A listener on the loopback address; one thread opens and accepts its connections. */
final class Loopback {
  private static final int BACKLOG = 512;

  private final ServerSocket listener;

  Loopback(int port) throws IOException {
    this("127.0.0.1", port);
  }

  Loopback(String address, int port) throws IOException {
    listener = new ServerSocket(port, BACKLOG, InetAddress.getByName(address));
  }

  InetAddress address() {
    return listener.getInetAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  Socket connect() throws IOException {
    return new Socket(address(), port());
  }

  Socket accept() throws IOException {
    return listener.accept();
  }

  /** Opens connections and closes each, the client first. */
  void closeClientFirst(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (Socket client = connect();
          Socket server = accept()) {
        client.close();
        await(server, KernelState.CLOSE_WAIT);
      }
    }
  }

  static void await(Socket socket, int state) throws IOException {
    KernelState.await(KernelState.descriptor(socket), state);
  }
}
