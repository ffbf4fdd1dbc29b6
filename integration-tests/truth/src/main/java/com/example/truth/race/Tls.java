package com.example.truth.race;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Contexts of one key store. */
public final class Tls {
  private final KeyStore store;
  private final char[] password;

  public Tls(String file, char[] password) throws IOException, GeneralSecurityException {
    this.password = password;
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(file)) {
      store.load(in, this.password);
    }
  }

  /** A context whose sockets use this protocol and no other. */
  public SSLContext context(String protocol) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance(protocol);
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A listener that is not bound yet; without TLS where there is no context. */
  static ServerSocket listener(SSLContext context) throws IOException {
    if (context == null) {
      return new ServerSocket();
    }
    SSLServerSocket listener =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
    listener.setEnabledProtocols(only(context));
    return listener;
  }

  /** A context may enable several protocols: this chooses one. */
  static String[] only(SSLContext context) {
    return new String[] {context.getProtocol()};
  }
}
