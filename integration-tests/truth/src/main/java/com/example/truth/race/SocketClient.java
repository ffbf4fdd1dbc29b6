package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** {@code Socket}, in one race with a thread that is blocked in read while it is closed. */
final class SocketClient implements Client {
  private final SSLContext context;
  private final boolean blocked;
  private final boolean silent;

  private SocketClient(SSLContext context, boolean blocked, boolean silent) {
    this.context = context;
    this.blocked = blocked;
    this.silent = silent;
  }

  static Client plain() {
    return new SocketClient(null, false, false);
  }

  static Client blocked() {
    return new SocketClient(null, true, false);
  }

  /** Sends no goodbye: the server learns of the end from the client's FIN. */
  static Client silent() {
    return new SocketClient(null, false, true);
  }

  static Client tls(SSLContext context, boolean blocked) {
    return new SocketClient(context, blocked, false);
  }

  @Override
  public void call(InetSocketAddress server, long pauseNanos) throws IOException {
    Socket socket = connect(server);
    try {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(Requests.LINE);
      Requests.read(socket.getInputStream(), Server.REPLY.length);
      Thread reader = blocked ? BlockedReader.start(socket.getInputStream()::read) : null;
      if (!silent) {
        socket.getOutputStream().write(GOODBYE);
      }
      Client.pause(pauseNanos);
      socket.close();
      BlockedReader.await(reader);
    } finally {
      socket.close();
    }
  }

  private Socket connect(InetSocketAddress server) throws IOException {
    if (context == null) {
      return new Socket(server.getAddress(), server.getPort());
    }
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(server.getAddress(), server.getPort());
    socket.setEnabledProtocols(Tls.only(context));
    return socket;
  }
}
