package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.Role;
import org.junit.jupiter.api.Test;

class EarlyQuestionsTest {
  private final EarlyQuestions early = new EarlyQuestions();

  @Test
  void theyPayAsLongAsNothingIsKnown() {
    assertTrue(early.pay(Role.CLIENT));
  }

  @Test
  void whereThePeersCloseFirstTheyDoNotPay() {
    early.closed(Role.SERVER, false);

    assertFalse(early.pay(Role.SERVER));
    assertTrue(early.pay(Role.CLIENT));
  }

  @Test
  void aLongHistoryIsOutweighedByAFewCloses() {
    for (int i = 0; i < 1_000; i++) {
      early.closed(Role.SERVER, false);
    }
    for (int i = 0; i < 16; i++) {
      early.closed(Role.SERVER, true);
    }

    assertTrue(early.pay(Role.SERVER));
  }
}
