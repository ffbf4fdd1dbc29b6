package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {
  @ParameterizedTest
  @CsvSource({
    // state, which side half-closed first, whether our close resets, initiator, how
    "ESTABLISHED, , false, LOCAL, FIN",
    "ESTABLISHED, , true, LOCAL, RST",
    "CLOSE_WAIT, , false, REMOTE, FIN",
    "CLOSE_WAIT, , true, REMOTE, FIN_THEN_OUR_RST",
    "FIN_WAIT_1, LOCAL, false, LOCAL, FIN",
    "FIN_WAIT_2, LOCAL, false, LOCAL, FIN",
    "FIN_WAIT_1, LOCAL, true, LOCAL, RST",
    "FIN_WAIT_2, LOCAL, true, LOCAL, RST",
    "LAST_ACK, REMOTE, false, REMOTE, FIN",
    "CLOSED, LOCAL, false, LOCAL, FIN",
    "CLOSED, REMOTE, false, REMOTE, FIN",
    "CLOSING, LOCAL, false, SIMULTANEOUS, FIN",
    "CLOSED, , false, REMOTE, RST",
  })
  void theStateJustBeforeOurCloseDecides(
      TcpState state, Initiator halfClosed, boolean reset, Initiator initiator, How how) {
    Verdict verdict = Classification.atClose(state.number(), true, halfClosed, reset);

    assertEquals(initiator + " " + how, text(verdict));
  }

  @ParameterizedTest
  @EnumSource(names = {"ESTABLISHED", "CLOSE_WAIT", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSING"})
  void aStateThatTellsNeedsNoReset(TcpState state) {
    assertEquals(
        Classification.atClose(state.number(), true, null, false),
        Classification.atClose(state.number(), false, null, false));
  }

  @Test
  void aClosedStateThatMayBeFromNoResetIsUnknown() {
    Verdict verdict = Classification.atClose(TcpState.CLOSED.number(), false, null, false);

    assertEquals("UNKNOWN UNKNOWN", text(verdict));
  }

  @Test
  void theSideThatHalfClosedWasFirstWhateverEndedTheConnection() {
    Verdict verdict =
        Classification.atClose(TcpState.CLOSED.number(), false, Initiator.LOCAL, false);

    assertEquals("LOCAL FIN", text(verdict));
  }

  @ParameterizedTest
  @CsvSource({
    // state, initiator by the state before the FIN, unread data (otherwise SO_LINGER 0), initiator,
    // how
    "FIN_WAIT_1, LOCAL, true, LOCAL, RST",
    "FIN_WAIT_2, LOCAL, true, LOCAL, RST",
    "FIN_WAIT_2, LOCAL, false, LOCAL, RST",
    "LAST_ACK, REMOTE, true, REMOTE, FIN_THEN_OUR_RST",
    "LAST_ACK, REMOTE, false, REMOTE, FIN",
    "LAST_ACK, LOCAL, true, REMOTE, FIN_THEN_OUR_RST",
    "CLOSING, LOCAL, true, SIMULTANEOUS, FIN",
    "CLOSED, LOCAL, true, LOCAL, FIN",
    "CLOSED, REMOTE, true, REMOTE, FIN",
    "ESTABLISHED, LOCAL, true, LOCAL, RST",
    "CLOSE_WAIT, LOCAL, true, REMOTE, FIN_THEN_OUR_RST",
  })
  void theStateWhenTheDescriptorClosesDecidesWhetherAResetFollowsTheFin(
      TcpState state, Initiator first, boolean unread, Initiator initiator, How how) {
    Verdict verdict = Classification.atRelease(state.number(), fin(first), unread ? 1 : 0);

    assertEquals(initiator + " " + how, text(verdict));
  }

  @Test
  void aSecondQuestionWithoutAnswerLeavesTheFirstSide() {
    assertEquals("REMOTE UNKNOWN", text(Classification.atRelease(-1, fin(Initiator.REMOTE), 1)));
  }

  @ParameterizedTest
  @EnumSource(names = {"SYN_SENT", "LISTEN"})
  void aSocketThatWasNeverConnectedEndsNoConnection(TcpState state) {
    assertNull(Classification.atClose(state.number(), true, null, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 6, 12, 255})
  void whatCouldNotBeAskedIsUnknown(int state) {
    assertEquals("UNKNOWN UNKNOWN", text(Classification.atClose(state, true, null, false)));
  }

  @Test
  void anEarlierHalfCloseIsNotForgottenWhenTheCloseCannotBeAsked() {
    assertEquals("LOCAL UNKNOWN", text(Classification.atClose(-1, true, Initiator.LOCAL, false)));
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, LOCAL",
    "CLOSE_WAIT, REMOTE",
    "FIN_WAIT_1, UNKNOWN",
    "CLOSED, UNKNOWN",
    "SYN_SENT, UNKNOWN",
  })
  void atShutdownOutputTheStateDecidesWhichSideIsFirst(TcpState state, Initiator initiator) {
    assertEquals(initiator, Classification.atShutdownOutput(state.number()));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "SYN_SENT", "LISTEN"},
      mode = EnumSource.Mode.EXCLUDE)
  void onlyWhatWasOpenBeforeOurFinIsAnOpinion(TcpState state) {
    assertTrue(Classification.atClose(TcpState.ESTABLISHED.number(), true, null, false).isOpinion);
    assertFalse(Classification.atClose(state.number(), true, null, false).isOpinion);
  }

  @ParameterizedTest
  @CsvSource({
    // state after our FIN, initiator, whether the verdict is still an opinion
    "FIN_WAIT_1, LOCAL, false",
    "FIN_WAIT_2, LOCAL, false",
    "CLOSING, SIMULTANEOUS, false",
    "LAST_ACK, REMOTE, false",
    "CLOSE_WAIT, REMOTE, false",
    "ESTABLISHED, LOCAL, true",
  })
  void theStateAfterOurFinSettles(TcpState state, Initiator initiator, boolean opinion) {
    Verdict verdict =
        Classification.afterFin(state.number(), false, Verdict.of(Initiator.LOCAL, How.FIN, true));

    assertEquals(initiator + " FIN", text(verdict));
    assertEquals(opinion, verdict.isOpinion);
  }

  @ParameterizedTest
  @CsvSource({"FIN_WAIT_1, true", "FIN_WAIT_2, false", "CLOSING, false", "LAST_ACK, false"})
  void aFinOfThePeerMayBeOnItsWay(TcpState state, boolean opinion) {
    Verdict before = Verdict.of(Initiator.LOCAL, How.FIN, true);

    assertEquals(opinion, Classification.afterFin(state.number(), true, before).isOpinion);
    assertEquals(opinion, Classification.afterFin(state.number(), true, before).isWaiting);
  }

  @ParameterizedTest
  @CsvSource({
    // SO_ERROR, whether a segment left since, dropped segments, verdict, is an opinion, had ended
    "0, true, 0, LOCAL FIN, true, true",
    "0, true, 1, LOCAL FIN, true, true",
    "104, true, 0, LOCAL FIN, false, false",
    "104, true, -1, LOCAL FIN, false, false",
    "104, true, 1, UNKNOWN UNKNOWN, false, false",
    "104, false, 0, REMOTE RST, false, false",
    "104, false, 1, REMOTE RST, false, false",
    "0, false, 0, REMOTE RST, false, false",
    "32, true, 0, REMOTE FIN, false, false",
    "110, true, 0, LOCAL FIN, true, false",
    "-1, true, 0, LOCAL FIN, true, false",
  })
  void theErrorTellsAResetFromAnOrderlyEnd(
      long error, boolean sent, long dropped, String expected, boolean opinion, boolean ended) {
    Verdict before = Verdict.of(Initiator.LOCAL, How.FIN, true);

    Verdict verdict = Classification.afterEnd(error, sent, dropped, before);

    assertEquals(expected, text(verdict));
    assertEquals(opinion, verdict.isOpinion);
    assertEquals(ended, verdict.isEnded);
  }

  private static Verdict fin(Initiator first) {
    return Verdict.of(first, How.FIN, first == Initiator.LOCAL);
  }

  private static String text(Verdict verdict) {
    return verdict.initiator + " " + verdict.how;
  }
}
