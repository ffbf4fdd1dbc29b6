package io.firstfin.integration;

import static io.firstfin.support.Transport.GRPC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Holds;
import io.firstfin.support.Jdk;
import io.firstfin.support.Transport;
import java.util.Set;

/** gRPC has a copy of Netty under other names. */
class GrpcIT {
  private static final int CONNECTIONS = 10;
  private static final String CLASS_PATH = System.getProperty("firstfin.programs.classpath");

  @Holds(GRPC)
  void connectionsOfTheShadedNettyAreReportedAsTheKernelSawThem(
      Jdk jdk, Set<Transport> transports) {
    try (Watched watched =
        Watched.run(jdk, builder -> builder.classPath(CLASS_PATH), "GrpcCalls", CONNECTIONS)) {
      watched.assertDirectionsAgree(CONNECTIONS / 2);
      assertEquals(2 * 2 * CONNECTIONS, watched.closes.total(), watched.closes::toString);
      assertTrue(watched.closes.count("client local fin") > 0, watched.closes::toString);
      watched.assertLinesBegin("io.grpc.netty.shaded.io.netty.", "com.example.workload.GrpcCalls.");
    }
  }
}
