package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.ConnectFailureReason;
import org.junit.jupiter.api.Test;

class ConnectFailuresTest extends FactTest {
  @Test
  void aFailedConnectIsCountedByReasonAndDestination() {
    records.site(site).connectFailed(ConnectFailureReason.REFUSED, REDIS, 6379);
    records.connectFailed(ConnectFailureReason.REFUSED, REDIS, 6379);
    correlator.drain();

    Picture picture = picture(false);
    assertEquals(1, picture.connectFailures.size());
    assertEquals(2, picture.connectFailures.get(0).count);
    assertEquals("10.0.0.5:6379", picture.connectFailures.get(0).remote);
    assertFalse(correlator.takeUrgent());
  }

  @Test
  void aFailedBindIsCountedByItsLocalAddressAndUrgent() {
    records.site(site).bindFailed("10.0.0.7", 0);
    records.site(site).bindFailed("10.0.0.7", 0);
    correlator.drain();

    ConnectFailure failure = only(picture(false).connectFailures);
    assertEquals("address_in_use", failure.reason);
    assertEquals("", failure.remote);
    assertEquals("10.0.0.7:0", failure.local);
    assertEquals(2, failure.count);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", failure.line);
    assertTrue(correlator.takeUrgent());
  }

  @Test
  void aConnectThatFoundNoPortIsUrgentOnce() {
    records.connectFailed(ConnectFailureReason.ADDRESS_UNAVAILABLE, REDIS, 6379);
    correlator.drain();

    assertTrue(correlator.takeUrgent());
    assertFalse(correlator.takeUrgent());
  }
}
