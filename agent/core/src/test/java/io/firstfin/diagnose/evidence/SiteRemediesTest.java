package io.firstfin.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.library.Libraries;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.vocabulary.FindingId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiteRemediesTest {
  private static final String NETTY = "io.netty.channel.unix.FileDescriptor.close(F.java:1)";
  private static final String LETTUCE = "io.lettuce.core.RedisClient.connect(RedisClient.java:1)";
  private static final String LINE = "com.acme.Cache.get(Cache.java:42)";

  @Test
  void theOpeningsStackTellsTheLibraryWhereNoLineOfTheApplicationCloses() {
    Set<String> remedies =
        remedies(Site.builder().frames(List.of(NETTY)).openerFrames(List.of(NETTY, LETTUCE, LINE)));

    assertTrue(remedies.toString().contains("StatefulRedisConnection"), remedies.toString());
  }

  @Test
  void theThreadTellsItWhereTheOpeningHasNoLineEither() {
    Set<String> remedies =
        remedies(Site.builder().frames(List.of(NETTY)).thread("lettuce-nioEventLoop-#-#"));

    assertTrue(remedies.toString().contains("StatefulRedisConnection"), remedies.toString());
  }

  @Test
  void withNeitherNothingIsAdvised() {
    assertEquals(Set.of(), remedies(Site.builder().frames(List.of(NETTY)).thread("worker-#")));
  }

  @Test
  void aSiteThatThePictureHasNoRoomForIsKnownByItsLineAndWhatThatCalled() {
    SiteShare share = new SiteShare("0badcafe", LINE, "io.netty.channel.Channel.close", "", 7);
    RuleInput input = input(new PictureBuilder());

    Set<String> remedies = SiteRemedies.of(FindingId.CLOSE_PER_REQUEST, List.of(share), input);

    assertTrue(remedies.toString().contains("FixedChannelPool"), remedies.toString());
  }

  private static Set<String> remedies(Site.Builder site) {
    PictureBuilder picture = new PictureBuilder();
    picture.sites.add(site.id("cafebabe").build());
    SiteShare share = new SiteShare("cafebabe", LINE, "", "", 7);
    return SiteRemedies.of(FindingId.CLOSE_PER_REQUEST, List.of(share), input(picture));
  }

  private static RuleInput input(PictureBuilder picture) {
    return new RuleInput(picture.build(), new Thresholds(5000, 100, 0.7), Libraries.builtIn());
  }
}
