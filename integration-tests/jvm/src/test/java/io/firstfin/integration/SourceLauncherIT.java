package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** {@code java Shop.java}: the JVM of the compiler, which runs an application all the same. */
class SourceLauncherIT {
  private static final String SHOP =
      """
      import java.net.*;

      public class Shop {
        public static void main(String[] arguments) throws Exception {
          try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            Socket server = listener.accept();
            client.close();
            server.getInputStream().read();
            server.close();
          }
          System.out.println("done");
          System.in.read();
        }
      }
      """;

  @OnEveryJdk
  void aProgramRunFromItsSourceIsWatched(Jdk jdk, @TempDir Path folder) throws IOException {
    Assumptions.assumeTrue(jdk.feature() >= 11, "has no source launcher");
    Path source = Files.writeString(folder.resolve("Shop.java"), SHOP);
    try (JvmProcess jvm = JvmProcess.on(jdk).agent("log=off").startSource(source)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(1, report.closes().count("client local fin"), report::toString);
      assertEquals(1, report.closes().count("server remote fin"), report::toString);
    }
  }
}
