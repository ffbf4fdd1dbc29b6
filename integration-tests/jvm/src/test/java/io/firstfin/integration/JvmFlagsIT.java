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
 * without them. The flags that concern one JDK as they concern another are tried on the newest, and
 * on each with the environment variable {@code FIRSTFIN_MATRIX=all}.
 */
class JvmFlagsIT {
  private static final int LATEST = Integer.MAX_VALUE;

  private static final boolean ALL = "all".equals(System.getenv("FIRSTFIN_MATRIX"));

  /** Flags, with a space between them, and the feature versions that know them. */
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
          // ZGC of 17 advises on standard output to set both alike.
          new Flag("-XX:+UseZGC -Xms128m -Xmx128m", 15, LATEST),
          new Flag("-XX:+UseCompactObjectHeaders", 25, LATEST));

  private static final List<Flag> ON_THE_NEWEST =
      List.of(
          new Flag("-XX:+UseParallelGC", 8, LATEST),
          new Flag("-XX:+UseShenandoahGC", 17, LATEST),
          new Flag("-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC -Xmx512m", 11, LATEST),
          new Flag("-Xcomp", 8, LATEST),
          new Flag("-Xmx16m", 8, LATEST),
          new Flag("-XX:-StackTraceInThrowable", 17, LATEST),
          new Flag("-XX:MaxJavaStackTraceDepth=1", 17, LATEST));

  static Stream<Arguments> flags() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.concat(
                        FLAGS.stream(),
                        ON_THE_NEWEST.stream().filter(flag -> ALL || jdk.equals(Jdk.newest())))
                    .filter(flag -> flag.isIn(jdk))
                    .map(flag -> Arguments.of(jdk, flag.option)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("flags")
  void theAgentWorksAndTheJvmSaysNothing(Jdk jdk, String flags) {
    JvmProcess.Builder builder = JvmProcess.on(jdk).agent("");
    for (String flag : flags.split(" ")) {
      builder.option(flag);
    }
    try (JvmProcess jvm = builder.start("OneConnection", Ports.block(), 0)) {
      jvm.awaitOut("done");
      // With -Xcomp the JVM compiles for seconds what it runs for the first time.
      OneClose.assertSeen(Cli.reportOfAStarvedJvm(jdk, jvm));
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals(List.of("done"), jvm.out(), jvm::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }
}
