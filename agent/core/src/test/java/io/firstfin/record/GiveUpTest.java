package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GiveUpTest {
  private final GiveUp end = new GiveUp();

  @BeforeEach
  void idleWithTheKernelsDefaults() {
    end.retransmissionTimeout = 200;
    end.keepAliveProbes = 9;
    end.retries = 15;
    end.longestTimeout = 120_000;
  }

  @Test
  void nothingIsGivenUpThatWasAnswered() {
    assertFalse(end.isPossible());
  }

  /** With options by which the kernel gives up as early as it can. */
  @Test
  void whatDependsOnNoOptionIsNeverGivenUp() {
    end.userTimeout = 1;
    end.keepAliveProbes = 0;
    end.retries = 0;
    end.longestTimeout = 0;
    end.quiet = 1_000;
    for (int bits = 0; bits < 32; bits++) {
      end.retransmits = bits & 1;
      end.probes = bits >> 1 & 1;
      end.unsent = (bits & 4) != 0;
      end.inFlight = (bits & 8) != 0;
      end.windowShut = (bits & 16) != 0;

      assertFalse(!end.dependsOnOptions() && end.isPossible(), "combination " + bits);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "8, false", "9, true"})
  void keepAliveGivesUpAfterAllItsProbes(int probes, boolean possible) {
    end.probes = probes;

    assertEquals(possible, end.isPossible());
  }

  @ParameterizedTest
  @CsvSource({"19999, false", "20000, true"})
  void withAUserTimeOutKeepAliveGivesUpByTheTimeSinceTheLastAnswer(long quiet, boolean possible) {
    end.probes = 1;
    end.userTimeout = 20_000;
    end.quiet = quiet;

    assertEquals(possible, end.isPossible());
  }

  @ParameterizedTest
  @CsvSource({
    // by default the kernel gives up after 924.6 s, with a first interval of 200 ms
    "1, 400, 15, false",
    "9, 102400, 15, true",
    "13, 120000, 15, true",
    // a slow path needs fewer retransmissions for the same time
    "7, 120000, 15, true",
    // with two retries it gives up after 1.4 s
    "1, 400, 2, false",
    "2, 800, 2, true",
    "1, 400, -1, true"
  })
  void aRetransmissionIsGivenUpByTheTimeItCanHaveTaken(
      int retransmits, long timeout, int retries, boolean possible) {
    end.retransmits = retransmits;
    end.retransmissionTimeout = timeout;
    end.retries = retries;
    end.inFlight = true;

    assertEquals(possible, end.isPossible());
  }

  @ParameterizedTest
  @CsvSource({"1500, true", "60000, false"})
  void aUserTimeOutReplacesTheTimeOfRetransmission(long userTimeout, boolean possible) {
    end.retransmits = 2;
    end.retransmissionTimeout = 800;
    end.userTimeout = userTimeout;
    end.inFlight = true;

    assertEquals(possible, end.isPossible());
  }

  @ParameterizedTest
  @CsvSource({
    // unsent, in flight, user time-out, possible
    "true, false, 1500, true",
    "true, false, 0, false",
    "true, true, 1500, false",
    "false, false, 1500, false"
  })
  void aUserTimeOutEndsAWindowThatStaysShutThoughEachProbeIsAnswered(
      boolean unsent, boolean inFlight, long userTimeout, boolean possible) {
    end.unsent = unsent;
    end.inFlight = inFlight;
    end.userTimeout = userTimeout;

    assertEquals(possible, end.isPossible());
  }

  @ParameterizedTest
  @CsvSource({"14, false", "15, true"})
  void windowProbesWithoutAnswerAreGivenUpAfterAsManyAsRetransmissions(
      int probes, boolean possible) {
    end.unsent = true;
    end.probes = probes;
    end.keepAliveProbes = 100;

    assertEquals(possible, end.isPossible());
  }

  @ParameterizedTest
  @CsvSource({
    // quiet, user time-out, possible
    "119999, 0, false",
    "120000, 0, true",
    "0, 1500, true"
  })
  void aWindowShutOverWhatWasSentIsGivenUpWithoutACount(
      long quiet, long userTimeout, boolean possible) {
    end.inFlight = true;
    end.windowShut = true;
    end.quiet = quiet;
    end.userTimeout = userTimeout;

    assertEquals(possible, end.isPossible());
  }
}
