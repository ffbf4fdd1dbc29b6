package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Jdk;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Under flags that forbid what agents do, or that change how the JVM works, everything is as
 * without them.
 */
class JvmFlagsIT {
  private static final int LATEST = Integer.MAX_VALUE;

  /** A flag and the feature versions that know it. */
  private record Flag(String option, int first, int last) {
    boolean isIn(Jdk jdk) {
      return jdk.feature() >= first && jdk.feature() <= last;
    }
  }

  private static final List<Flag> FLAGS =
      List.of(
          new Flag("--illegal-access=deny", 9, 16),
          new Flag("--illegal-native-access=deny", 24, LATEST),
          new Flag("--sun-misc-unsafe-memory-access=deny", 23, LATEST),
          new Flag("--illegal-final-field-mutation=deny", 26, LATEST),
          new Flag("-Xint", 8, LATEST),
          new Flag("-XX:+UseSerialGC", 8, LATEST),
          new Flag("-XX:-UseCompressedOops", 8, LATEST),
          new Flag("-XX:+UseZGC", 15, LATEST),
          new Flag("-XX:+UseCompactObjectHeaders", 25, LATEST));

  static Stream<Arguments> flags() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                FLAGS.stream()
                    .filter(flag -> flag.isIn(jdk))
                    .map(flag -> Arguments.of(jdk, flag.option)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("flags")
  void theAgentWorksAndTheJvmSaysNothing(Jdk jdk, String flag) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("").option(flag).start("OneConnection", Ports.block(), 0)) {
      jvm.awaitOut("done");
      OneClose.assertSeen(Cli.report(jdk, jvm));
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals(List.of("done"), jvm.out(), jvm::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }
}
