package io.firstfin.support;

import java.nio.file.Path;

/** A key store (PKCS #12) with one key, for TLS on loopback. */
public final class TestKeys {
  public static final String PASSWORD = "firstfin";

  private TestKeys() {}

  /** Makes the store by this {@code keytool}; an older JDK may not read a newer one's. */
  public static Path make(Path keytool, Path store) {
    Command.Result made =
        Command.run(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "test",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    if (made.status() != 0) {
      throw new IllegalStateException("keytool made no key: " + made);
    }
    return store;
  }
}
