package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.firstfin.support.Jdk;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Before the witness may judge, it is compared with what a program without the agent arranged. */
class WitnessIT {
  private static final int CLOSES = 20_000;

  @Test
  void theTracepointSeesFinAndResetAsArranged() {
    String address = Ports.address();
    int port = Ports.block();
    Optional<TcpTracepoint> witness = TcpTracepoint.watch(address, port, port + 2);
    assumeTrue(witness.isPresent(), "needs root and tracefs");
    try (JvmProcess jvm =
        JvmProcess.on(Jdk.oldest())
            .start("MixedCloses", address, port, CLOSES, 1, 7, "how-certain")) {
      jvm.awaitOut("done");
      assertEquals(Closes.arrangedBy(jvm), witness.get().closes());
    } finally {
      witness.ifPresent(TcpTracepoint::close);
    }
  }
}
