package io.firstfin.integration;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short soak, so that the long one, {@code integration-tests/soak/run}, stays in order. */
class SoakIT {
  private static final int ROUNDS = 3;
  private static final int SECONDS = 10;
  private static final int CLOSES_PER_SECOND = 300;

  /** The same each time, so that a failure comes from a change. */
  private static final long SEED = 20_261_129;

  @TempDir Path folder;

  @Test
  void roundsOfLoadAndTroubleMakeNoDifference() throws IOException {
    NetworkNamespace.assume();
    try (Soak soak = new Soak(Jdk.newest(), CLOSES_PER_SECOND, SEED, folder)) {
      for (int i = 0; i < ROUNDS; i++) {
        System.out.println(soak.round(SECONDS));
      }
    }
  }
}
