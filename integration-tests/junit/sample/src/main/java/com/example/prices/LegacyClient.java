package com.example.prices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Connects for each call too, and will be replaced. */
public final class LegacyClient {
  private LegacyClient() {}

  public static int ask(int port, int article) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(article);
      return socket.getInputStream().read();
    }
  }
}
