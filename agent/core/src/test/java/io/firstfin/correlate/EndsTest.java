package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.FailedReuse;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the connections of a destination ended. */
class EndsTest extends FactTest {
  @Test
  void exchangesIdleTimeAndBytesAreCountedByTheSideThatWasFirst() throws Exception {
    records.info(TcpState.ESTABLISHED, 0, 100, 90, 80, 70, 512);
    records.close(1, 40_001, REDIS, 6379);
    records.initiator(Initiator.REMOTE).info(TcpState.CLOSE_WAIT, 0, 7, 5_000, 5_000, 2_048, 64);
    records.close(2, 40_002, REDIS, 6379);

    List<Ending> endings = only(census().destinations).ends.byInitiator;

    assertEquals(Initiator.LOCAL, endings.get(0).initiator);
    assertEquals(100, endings.get(0).exchanges.median);
    assertEquals(80, endings.get(0).idleMillis.median);
    assertEquals(575, endings.get(0).bytes.median);
    assertEquals(Initiator.REMOTE, endings.get(1).initiator);
    assertEquals(7, endings.get(1).exchanges.median);
    assertEquals(2_079, endings.get(1).idleMillis.median);
    assertEquals(1, endings.get(1).bytes.count);
  }

  @Test
  void aCloseWhoseFinCrossedThePeersIsOneOfThisJvms() throws Exception {
    records.initiator(Initiator.SIMULTANEOUS).info(TcpState.ESTABLISHED, 0, 3, 0, 0, 70, 512);
    records.close(1, 40_001, REDIS, 6379);

    Destination destination = only(census().destinations);

    assertEquals(3, destination.exchangesMedian);
    assertEquals(0, destination.closesLocalFirst);
    assertEquals(Initiator.LOCAL, only(destination.ends.byInitiator).initiator);
  }

  @Test
  void withoutTheKernelsFiguresTheEndingsAreUnknown() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    Ending ending = only(only(census().destinations).ends.byInitiator);

    assertEquals(0, ending.exchanges.count);
    assertEquals(-1, ending.idleMillis.median);
    assertEquals(-1, ending.bytes.high);
  }

  @ParameterizedTest
  @CsvSource({
    // The columns: state, flags, sent, received, quiet: expected.
    "CLOSE_WAIT, unacknowledged, 0, 3500, 2000, fin",
    "CLOSE_WAIT, unacknowledged, 0, 1100, -1, fin",
    "CLOSE_WAIT, unacknowledged farewell, 0, 3500, 2000, none",
    "CLOSED, unacknowledged, 0, 3500, 2000, fin",
    "CLOSED, unacknowledged farewell, 0, 3500, 2000, none",
    "CLOSED, unacknowledged farewell, 0, 3500, 0, none",
    "CLOSED, unacknowledged, 0, 3500, 0, reset",
    "CLOSED, unacknowledged unanswered, 0, 3500, 0, unanswered",
    "ESTABLISHED, unacknowledged unanswered, 900, 60000, 0, unanswered",
    "ESTABLISHED, unacknowledged, 0, 60000, 0, none",
    "ESTABLISHED, unacknowledged unanswered, 900, 60000, 30000, none",
    "CLOSED, unacknowledged unanswered, 900, 60000, 30000, none",
    "CLOSE_WAIT, unacknowledged one-way, 0, 3500, 3500, none",
    "CLOSED, unacknowledged one-way, 0, 3500, 3500, none",
    "ESTABLISHED, unanswered, 0, 60000, 0, none",
    "CLOSED, -, 0, 3500, 2000, none",
    "CLOSED, unacknowledged, 0, 900, 0, none",
    "CLOSED, unacknowledged, -1, 3500, 0, none",
    "CLOSED, unacknowledged, 0, -1, 0, none",
  })
  void aUseThatFailedAfterAnIdleTimeIsRecognisedByTheKernelsFigures(
      TcpState state, String flags, long sent, long received, long quiet, String expected)
      throws Exception {
    long packed =
        (flags.contains("unacknowledged") ? TcpInfo.UNACKNOWLEDGED : 0)
            | (flags.contains("unanswered") ? TcpInfo.UNANSWERED : 0)
            | (flags.contains("one-way") ? TcpInfo.ONE_WAY : 0)
            | (flags.contains("farewell") ? TcpInfo.MAYBE_FAREWELL : 0);
    records.initiator(Initiator.REMOTE).how(How.RST);
    records.info(state, packed, 3, sent, received, quiet, 100).close(0, 40_001, REDIS, 6379);

    FailedReuse failed = only(census().destinations).ends.failedReuse;

    assertEquals(expected.equals("fin") ? 1 : 0, failed.afterFin);
    assertEquals(expected.equals("reset") ? 1 : 0, failed.reset);
    assertEquals(expected.equals("unanswered") ? 1 : 0, failed.unanswered);
  }

  @ParameterizedTest
  @CsvSource({
    // The columns: who reset, state, flags, sent, received: counted.
    "REMOTE, CLOSED, -, 4000, 4000, 1",
    "REMOTE, CLOSED, -, 4000, 1500, 1",
    "REMOTE, CLOSED, -, 4000, 900, 0",
    "LOCAL, CLOSED, -, 4000, 4000, 0",
    "REMOTE, CLOSE_WAIT, -, 4000, 4000, 0",
    "REMOTE, CLOSED, unanswered, 4000, 4000, 0",
    // A short call, or a farewell that waits for its answer.
    "REMOTE, CLOSED, unacknowledged farewell, 0, 3500, 1",
    "REMOTE, CLOSED, unacknowledged farewell, 0, 900, 0",
    "REMOTE, CLOSED, unacknowledged farewell tls, 0, 3500, 0",
    "REMOTE, CLOSE_WAIT, unacknowledged farewell, 0, 3500, 0",
    "LOCAL, CLOSED, unacknowledged farewell, 0, 3500, 0",
  })
  void aResetThatMetAnIdleConnectionIsNoticedAtItsClose(
      Initiator initiator, TcpState state, String flags, long sent, long received, long counted)
      throws Exception {
    long packed =
        (flags.equals("unanswered") ? TcpInfo.UNANSWERED : 0)
            | (flags.contains("unacknowledged") ? TcpInfo.UNACKNOWLEDGED : 0)
            | (flags.contains("farewell") ? TcpInfo.MAYBE_FAREWELL : 0)
            | (flags.contains("tls") ? TcpInfo.TLS : 0);
    records.initiator(initiator).how(How.RST);
    records.info(state, packed, 3, sent, received, -1, 100).close(0, 40_001, REDIS, 6379);

    assertEquals(counted, only(census().destinations).ends.failedReuse.resetWhileIdle);
  }

  @Test
  void whereTheKernelSaysTooLittleAFailedUseIsNotKnown() throws Exception {
    records.info(TcpState.CLOSED, 0, -1, -1, -1, -1, -1).close(0, 40_001, REDIS, 6379);
    assertEquals(-1, only(census().destinations).ends.failedReuse.afterFin);

    records.info(TcpState.CLOSED, 0, 3, 0, 0, 0, 100).close(0, 40_002, REDIS, 6379);
    assertEquals(0, only(census().destinations).ends.failedReuse.afterFin);
  }

  @Test
  void aServersUseOfAnIdleConnectionIsNoReuse() throws Exception {
    records.role(Role.SERVER).initiator(Initiator.REMOTE).how(How.RST);
    records.info(TcpState.CLOSED, TcpInfo.UNACKNOWLEDGED, 3, 0, 60_000, 2_000, 100);
    records.close(0, 8080, REDIS, 40_001);

    assertEquals(0, only(census().destinations).ends.failedReuse.afterFin);
  }

  @Test
  void theTimeFromOneCloseToTheNextIsKnownFromTheSecondOn() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    assertEquals(0, only(census().destinations).ends.closeIntervalMillis.count);
    records.close(2, 40_002, REDIS, 6379);

    assertEquals(1, only(census().destinations).ends.closeIntervalMillis.count);
  }
}
