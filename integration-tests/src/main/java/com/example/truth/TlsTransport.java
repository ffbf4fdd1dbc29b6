package com.example.truth;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS over sockets. */
final class TlsTransport implements Transport {
  private static final int BACKLOG = 64;

  private final SSLContext context;
  private final ExecutorService threads;

  TlsTransport(SSLContext context, ExecutorService threads) {
    this.context = context;
    this.threads = threads;
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
      // TLS 1.3 sends session tickets at a time of its own: whether a close meets them unread, and
      // so
      // resets, would depend on a race between the reader and the close.
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public Listener listen(int port) throws IOException {
    return SocketTransport.accepting(
        context.getServerSocketFactory().createServerSocket(port, BACKLOG));
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    return new SocketTransport.SocketEnd(
        context.getSocketFactory().createSocket(remote.getAddress(), remote.getPort()));
  }

  @Override
  public void greet(End client, End server) throws IOException {
    Callable<Void> other =
        () -> {
          ((SSLSocket) ((SocketTransport.SocketEnd) server).socket).startHandshake();
          return null;
        };
    Future<Void> served = threads.submit(other);
    ((SSLSocket) ((SocketTransport.SocketEnd) client).socket).startHandshake();
    AsyncTransport.await(served);
  }
}
