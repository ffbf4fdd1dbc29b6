package io.firstfin.integration;

import static io.firstfin.support.Transport.HTTP_PROXY;
import static io.firstfin.support.Transport.SOCKS_PROXY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Holds;
import io.firstfin.support.Jdk;
import io.firstfin.support.Transport;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The kernel's connection is the one to the proxy, and the report shows that one. */
class ProxiesIT {
  private static final int CONNECTIONS = 10;

  @Holds({SOCKS_PROXY, HTTP_PROXY})
  void theConnectionToTheProxyIsCountedOnce(Jdk jdk, Set<Transport> transports) {
    try (Watched watched = Watched.run(jdk, UnaryOperator.identity(), "Proxies", CONNECTIONS)) {
      watched.assertClosesAgree();
      assertEquals(Closes.arrangedBy(watched.jvm()), watched.closes);
      assertEquals(
          new TreeSet<>(
              Set.of(watched.destination(0), watched.destination(1), watched.destination(2))),
          watched.remotesAsClient().collect(Collectors.toCollection(TreeSet::new)));
      watched.assertLinesBegin("com.example.workload.Proxies.");
    }
  }
}
