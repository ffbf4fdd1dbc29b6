package com.example.truth;

import com.example.truth.race.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS sockets, which make a connection of their own or use an existing one. */
final class TlsTransport implements Transport {
  private static final int BACKLOG = 64;

  private final SSLContext context;
  private final boolean layered;

  private TlsTransport(SSLContext context, boolean layered) {
    this.context = context;
    this.layered = layered;
  }

  static TlsTransport sockets(SSLContext context) {
    return new TlsTransport(context, false);
  }

  static TlsTransport layered(SSLContext context) {
    return new TlsTransport(context, true);
  }

  static SSLContext context(String file, char[] password) throws IOException {
    try {
      // TLS 1.3 sends session tickets at a time of its own choice. Whether a close finds them
      // unread, and so resets, would depend on a race between the reader and the close.
      return new Tls(file, password).context("TLSv1.2");
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public Listener listen(int port) throws IOException {
    if (!layered) {
      return SocketTransport.accepting(
          context.getServerSocketFactory().createServerSocket(port, BACKLOG));
    }
    ServerSocket listener = new ServerSocket(port, BACKLOG);
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        return layer(listener.accept(), false);
      }

      @Override
      public void close() throws IOException {
        listener.close();
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    return layered
        ? layer(new Socket(remote.getAddress(), remote.getPort()), true)
        : new SocketTransport.SocketEnd(
            context.getSocketFactory().createSocket(remote.getAddress(), remote.getPort()));
  }

  private End layer(Socket plain, boolean client) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), 0, true);
    socket.setUseClientMode(client);
    return new SocketTransport.SocketEnd(socket, plain);
  }
}
