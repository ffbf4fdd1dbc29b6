package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.Role;
import org.junit.jupiter.api.Test;

class EarlyCookiesTest {
  private final EarlyCookies cookies = new EarlyCookies();

  @Test
  void theyPayAsLongAsNothingIsKnown() {
    assertTrue(cookies.pay(Role.CLIENT));
  }

  @Test
  void whereThePeersCloseFirstTheyDoNotPay() {
    cookies.closed(Role.SERVER, false);

    assertFalse(cookies.pay(Role.SERVER));
    assertTrue(cookies.pay(Role.CLIENT));
  }

  @Test
  void aLongHistoryIsOutweighedByAFewCloses() {
    for (int i = 0; i < 1_000; i++) {
      cookies.closed(Role.SERVER, false);
    }
    for (int i = 0; i < 16; i++) {
      cookies.closed(Role.SERVER, true);
    }

    assertTrue(cookies.pay(Role.SERVER));
  }
}
