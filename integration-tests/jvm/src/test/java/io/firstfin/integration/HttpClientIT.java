package io.firstfin.integration;

import static io.firstfin.support.Transport.HTTP_1_1;
import static io.firstfin.support.Transport.HTTP_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Holds;
import io.firstfin.support.Jdk;
import io.firstfin.support.Transport;
import java.util.Set;

/**
 * The JDK's HTTP client, whose connections end by its keep-alive time, by its garbage collection,
 * by the server, and by a response that is cancelled.
 */
class HttpClientIT {
  private static final int CONNECTIONS = 5;
  private static final int KINDS = 3;
  private static final String CLASS_PATH = System.getProperty("firstfin.programs.classpath");

  @Holds(HTTP_1_1)
  void everyEndOfAConnectionIsReportedAsTheKernelSawIt(Jdk jdk, Set<Transport> transports) {
    hold(jdk, HTTP_1_1);
  }

  @Holds(HTTP_2)
  void everyEndOfAnHttp2ConnectionIsReportedAsTheKernelSawIt(Jdk jdk, Set<Transport> transports) {
    hold(jdk, HTTP_2);
  }

  private static void hold(Jdk jdk, Transport transport) {
    try (Watched watched =
        Watched.run(
            jdk,
            builder -> builder.classPath(CLASS_PATH).option("-Djdk.httpclient.keepalive.timeout=3"),
            "HttpClientCloses",
            CONNECTIONS,
            transport.name())) {
      watched.assertDirectionsAgree(transport.isOrderCertain() ? 0 : CONNECTIONS);
      assertEquals(2 * KINDS * CONNECTIONS, watched.closes.total(), watched.closes::toString);
      assertTrue(watched.closes.count("client local fin") > 0, watched.closes::toString);
      assertTrue(watched.closes.count("server local fin") > 0, watched.closes::toString);
      watched.assertLinesBegin(
          "jdk.internal.net.http.", "org.apache.", "com.example.workload.HttpClientCloses.");
    }
  }
}
