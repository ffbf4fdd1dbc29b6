package io.firstfin.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** A key with a certificate for 127.0.0.1 that nobody else trusts, made by the JDK's keytool. */
final class TestKeys {
  /** Protects nothing: the key store lives as long as the demo. */
  private static final String PASSWORD = "firstfin";

  private static final long SECONDS = 30;

  private final Path store;

  private TestKeys(Path store) {
    this.store = store;
  }

  static TestKeys make(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "demo",
                "-keyalg",
                "EC",
                "-dname",
                "CN=FirstFIN demo",
                "-ext",
                "san=ip:" + DemoServer.HOST,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(SECONDS, TimeUnit.SECONDS)) {
      keytool.destroyForcibly();
    }
    if (!Files.exists(store)) {
      throw new IOException("keytool of " + System.getProperty("java.home") + " made no key");
    }
    return new TestKeys(store);
  }

  /** Makes a connector of Tomcat speak HTTPS with this key. */
  void serve(Connector connector) {
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig host = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
    certificate.setCertificateKeystoreFile(store.toString());
    certificate.setCertificateKeystorePassword(PASSWORD);
    host.addCertificate(certificate);
    connector.addSslHostConfig(host);
  }

  /** A context for clients that trust this key alone. */
  SSLContext trusted() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      trusted.load(in, PASSWORD.toCharArray());
    }
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("demo", trusted.getCertificate("demo"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
