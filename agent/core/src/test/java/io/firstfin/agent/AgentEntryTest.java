package io.firstfin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class AgentEntryTest {
  @ParameterizedTest
  @NullAndEmptySource
  void attachingAgainWithoutOptionsChangesNothing(String options) {
    assertEquals(
        "already attached: watching process 1; nothing was changed",
        AgentEntry.alreadyAttached(options, "watching process 1"));
  }

  @Test
  void aQuestionThatNobodyWaitsForAnyMoreIsLate() {
    assertFalse(AgentEntry.isLate("0123abcd-ff-1000", 1_000, 256));
    assertTrue(AgentEntry.isLate("0123abcd-ff-1000", 1_001, 256));
  }

  @Test
  void aStepOfTheTimeOfDayMakesNoQuestionLate() {
    assertFalse(AgentEntry.isLate("0123abcd-ff-1000", 3_600_000, 255));
  }

  @Test
  void questionsOfOlderCommandLinesAreUnderstood() {
    assertFalse(AgentEntry.isLate("0123abcd-1000", 1_000, 0));
    assertTrue(AgentEntry.isLate("0123abcd-1000", 1_001, 0));
    assertFalse(AgentEntry.isLate("0123abcd", 1_001, 0));
  }

  @Test
  void attachingAgainWithOptionsIsRefusedRatherThanIgnored() {
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> AgentEntry.alreadyAttached("interval=1s", "watching process 1"));

    assertTrue(refusal.getMessage().contains("interval=1s"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("detach first"), refusal.getMessage());
  }
}
