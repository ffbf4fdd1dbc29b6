package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordFactsTest {
  @Test
  void everyCombinationComesBack() {
    for (Role role : Role.values()) {
      for (Initiator initiator : Initiator.values()) {
        for (How how : How.values()) {
          long facts =
              RecordFacts.closed(RecordFacts.HALF_CLOSED, role, initiator, how, 8191, 0, 0);

          assertEquals(RecordFacts.HALF_CLOSED, RecordFacts.kind(facts));
          assertEquals(role, RecordFacts.role(facts));
          assertEquals(initiator, RecordFacts.initiator(facts));
          assertEquals(how, RecordFacts.how(facts));
          assertEquals(8191, RecordFacts.site(facts));
          assertEquals(0, RecordFacts.openedAt(facts));
        }
      }
    }
  }

  @Test
  void theOpeningSiteAndTheFlagsStandApart() {
    long facts =
        RecordFacts.closed(
            RecordFacts.CLOSED, Role.CLIENT, Initiator.LOCAL, How.FIN, 0, 8191, RecordFacts.LEAKED);

    assertEquals(8191, RecordFacts.openedAt(facts));
    assertEquals(0, RecordFacts.site(facts));
    assertTrue(RecordFacts.is(facts, RecordFacts.LEAKED));
    assertFalse(RecordFacts.is(facts, RecordFacts.SAMPLED_OUT));
  }

  @ParameterizedTest
  @EnumSource
  void aFailedConnectKeepsItsReasonAndSite(ConnectFailureReason reason) {
    long facts = RecordFacts.connectFailed(reason, 8191, 0);

    assertEquals(RecordFacts.CONNECT_FAILED, RecordFacts.kind(facts));
    assertEquals(reason, RecordFacts.reason(facts));
    assertEquals(8191, RecordFacts.site(facts));
    assertFalse(RecordFacts.is(facts, RecordFacts.BOUND));
  }

  @ParameterizedTest
  @EnumSource
  void aFailedBindIsDistinguishedWhateverItsReason(ConnectFailureReason reason) {
    long facts = RecordFacts.connectFailed(reason, 8191, RecordFacts.BOUND);

    assertTrue(RecordFacts.is(facts, RecordFacts.BOUND));
    assertEquals(reason, RecordFacts.reason(facts));
    assertEquals(8191, RecordFacts.site(facts));
  }

  @ParameterizedTest
  @CsvSource({
    // ports, delay and work that are packed; delay and work that are read
    "65535, 0, 0, 0, 0, 0",
    "0, 65535, 0, 0, 0, 0",
    "0, 0, 1023, 2047, 1023, 2047",
    "0, 0, 65535, 100000, 65504, 99968",
    "0, 0, 9223372036854775807, 0, 4292870144, 0",
    "0, 0, 0, 9223372036854775807, 0, 4292870144",
    "0, 0, -1, -1, 0, 0",
    "32768, 443, 900, 4100, 900, 4100",
  })
  void portsAndTimesComeBack(
      int local, int remote, long delay, long work, long delayed, long worked) {
    long ports = RecordPorts.pack(local, remote, delay, work);

    assertEquals(local, RecordPorts.local(ports));
    assertEquals(remote, RecordPorts.remote(ports));
    assertEquals(delayed, RecordPorts.delayNanos(ports));
    assertEquals(worked, RecordPorts.workNanos(ports));
    assertEquals(Math.min(delayed + worked, Integer.MAX_VALUE), RecordPorts.hookNanos(ports));
  }
}
