package com.example.prices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Asks a server that answers each byte with one byte. */
public final class PriceClient implements AutoCloseable {
  private final int port;
  private Socket kept;

  public PriceClient(int port) {
    this.port = port;
  }

  /** One connection for each call: this JVM closes it first. */
  public int askOnce(int article) throws IOException {
    try (Socket socket = connect()) {
      return ask(socket, article);
    }
  }

  /** One connection for all calls. */
  public int ask(int article) throws IOException {
    if (kept == null) {
      kept = connect();
    }
    return ask(kept, article);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static int ask(Socket socket, int article) throws IOException {
    socket.getOutputStream().write(article);
    return socket.getInputStream().read();
  }

  @Override
  public void close() throws IOException {
    if (kept != null) {
      kept.close();
    }
  }
}
