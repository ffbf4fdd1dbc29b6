package com.example.workload;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The keys of TLS between two ends that have the same key store and trust it. */
final class TlsKeys {
  final KeyManagerFactory keys;
  final TrustManagerFactory trust;

  private TlsKeys(KeyManagerFactory keys, TrustManagerFactory trust) {
    this.keys = keys;
    this.trust = trust;
  }

  /** Reads a key store (PKCS #12). */
  static TlsKeys of(String file, char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(file)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return new TlsKeys(keys, trust);
  }

  /** A context of the JDK's TLS for both ends. */
  static SSLContext context(String file, char[] password)
      throws IOException, GeneralSecurityException {
    TlsKeys keys = of(file, password);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.keys.getKeyManagers(), keys.trust.getTrustManagers(), null);
    return context;
  }
}
