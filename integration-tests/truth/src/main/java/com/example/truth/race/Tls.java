package com.example.truth.race;

import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Contexts of one key store. */
final class Tls {
  private final KeyStore store;
  private final char[] password;

  Tls(String file, String password) throws Exception {
    this.password = password.toCharArray();
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(file)) {
      store.load(in, this.password);
    }
  }

  /** A context whose sockets use this protocol and no other. */
  SSLContext context(String protocol) {
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
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A context may enable several protocols: this chooses one. */
  static String[] only(SSLContext context) {
    return new String[] {context.getProtocol()};
  }
}
