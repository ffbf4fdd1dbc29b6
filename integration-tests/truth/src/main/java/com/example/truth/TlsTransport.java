package com.example.truth;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

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
    try (InputStream in = new FileInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      // TLS 1.3 sends session tickets at a time of its own choice. Whether a close finds them
      // unread, and so resets, would depend on a race between the reader and the close.
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
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
