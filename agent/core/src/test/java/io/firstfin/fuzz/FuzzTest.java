package io.firstfin.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A short run with inputs that are nearly right. {@code -Dfirstfin.fuzz.seed=NUMBER} makes others.
 */
class FuzzTest {
  private static final int EXECUTIONS = 1_000;

  /** The same each time, so that a failure comes from a change. */
  private static final long SEED = 20_261_129;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  static List<FuzzTarget> targets() {
    return Targets.all();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void anyInputIsAcceptedOrRefusedAsCallersExpect(FuzzTarget target) {
    long seed = Long.getLong("firstfin.fuzz.seed", SEED);
    List<byte[]> known = new ArrayList<>(target.seeds);
    known.addAll(target.corpus());
    for (byte[] input : known) {
      run(target, input, seed);
    }
    Mutations mutations = new Mutations(known, seed);
    assertTimeoutPreemptively(
        LONGEST,
        () -> {
          for (int i = 0; i < EXECUTIONS; i++) {
            run(target, mutations.next(), seed);
          }
        },
        () -> target + " does not end, -Dfirstfin.fuzz.seed=" + seed);
  }

  private static void run(FuzzTarget target, byte[] input, long seed) {
    try {
      target.run(input);
    } catch (Throwable e) {
      throw new AssertionError(
          target
              + " with "
              + Base64.getEncoder().encodeToString(input)
              + " (Base64), -Dfirstfin.fuzz.seed="
              + seed,
          e);
    }
  }
}
