package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.Initiator;
import org.junit.jupiter.api.Test;

class ClosingSitesTest extends FactTest {
  @Test
  void onlyTheKindOfCloseWhoseStacksWereSampledSaysSo() {
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.initiator(Initiator.REMOTE).close(2, 40_002, REDIS, 6379);
    records.site(CallSites.UNKNOWN).sampledOut(true).close(3, 40_003, REDIS, 6379);
    correlator.drain();

    for (Site counted : picture(false).sites) {
      assertEquals(counted.initiator == Initiator.REMOTE, counted.sampled, counted.line);
    }
  }

  @Test
  void theSitesThatADestinationNamesAreKeptBesideHeavierOnes() throws Exception {
    useTop(1);
    records.site(site).initiator(Initiator.REMOTE).close(1, 40_001, REDIS, 6379);
    records.site(otherSite).close(2, 40_002, "10.0.0.6", 6379);
    records.close(3, 40_003, "10.0.0.6", 6379);
    correlator.drain();

    Picture picture = picture(false);

    assertNotNull(picture.site(callSites.get(site).id));
    assertEquals(callSites.get(otherSite).id, only(picture.heaviestSites()).id);
  }

  @Test
  void aCloseThatNeverLeavesTimeWaitHasNoneWithoutACensus() {
    records.initiator(Initiator.REMOTE).close(1, 40_001, REDIS, 6379);
    correlator.drain();

    assertEquals(0, only(picture(false).sites).timeWait);
  }
}
