package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** When a finding begins, stands and ends, at looks ten seconds apart unless a test says else. */
class FindingLivesTest {
  private static final long STEP = 10;

  private final FindingLives lives = new FindingLives();
  private long now;
  private long step = STEP;
  private Standing standing;

  @Test
  void aFindingStandsSinceTheFirstLookThatShowsIt() {
    look(warning("a", 10));
    look(warning("a", 30));
    look(warning("a", 20));

    FindingLife life = standing.findings.get(0).life;
    assertEquals(20, life.sinceSeconds);
    assertEquals(0, life.awaySeconds);
    assertEquals(30, life.peak);
    assertEquals(1, life.times);
  }

  @Test
  void aFindingThatIsAwayIsEndingAsItWasSeenLast() {
    look(warning("a", 10));
    look(warning("a", 30));
    look();

    assertEquals(List.of("a"), ids(standing.ending));
    assertEquals(10, standing.ending.get(0).life.sinceSeconds);
    assertEquals(10, standing.ending.get(0).life.awaySeconds);
    assertEquals(List.of(), ids(standing.ended));
    assertTrue(standing.isWarningEnding());
  }

  @Test
  void aFindingHasEndedOnceAfterAMinuteAway() {
    look(warning("a", 10));
    List<Integer> endedAt = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      look();
      if (!standing.ended.isEmpty()) {
        endedAt.add(i);
      }
    }

    assertEquals(List.of(7), endedAt, "away from the first look to the seventh: 60 s");
    assertEquals(List.of(), ids(standing.ending));
  }

  @Test
  void aFindingHasEndedAfterThreeLooksWhenTheyAreFarApart() {
    step = 600;
    look(warning("a", 10));
    look();
    look();
    assertEquals(List.of(), ids(standing.ended));

    look();
    assertEquals(List.of("a"), ids(standing.ended));
  }

  @Test
  void aFindingThatComesAndGoesStands() {
    for (int i = 0; i < 50; i++) {
      look(warning("a", i));
      look();
      assertEquals(List.of(), ids(standing.ended));
    }
    look(warning("a", 1));

    FindingLife life = standing.findings.get(0).life;
    assertEquals(1000, life.sinceSeconds);
    assertEquals(49, life.peak);
    assertEquals(1, life.times);
  }

  @Test
  void aFindingThatComesAfterItsEndBeginsAnew() {
    look(warning("a", 10));
    awayForGood();
    look(warning("a", 5));

    FindingLife life = standing.findings.get(0).life;
    assertEquals(0, life.sinceSeconds);
    assertEquals(5, life.peak);
    assertEquals(2, life.times);
  }

  @Test
  void aLookThatCannotTellEndsNothing() {
    look(warning("a", 10));
    for (int i = 0; i < 20; i++) {
      undecided("a");
      assertEquals(List.of("a"), ids(standing.ending));
      assertEquals(List.of(), ids(standing.ended));
    }
  }

  @Test
  void whatWasUnknownIsNoTimeAway() {
    look(warning("a", 10));
    for (int i = 0; i < 20; i++) {
      undecided("a");
    }
    look();
    look();
    look();

    assertEquals(List.of(), ids(standing.ended), "away for 20 s as far as is known");
  }

  @Test
  void aWeakerFindingThatIsExplainedNowDoesNotEnd() {
    look(warning("weak", 10));
    for (int i = 0; i < 20; i++) {
      look(warning("strong", 10).explaining(List.of("weak")));
      assertEquals(List.of(), ids(standing.ending));
      assertEquals(List.of(), ids(standing.ended));
    }
  }

  @Test
  void aFindingGoesOnWhileAStrongerOneSpeaksForIt() {
    look(warning("weak", 10));
    for (int i = 0; i < 20; i++) {
      look(ports("strong").explaining(List.of("weak")));
    }
    look(warning("weak", 10));

    FindingLife life = standing.findings.get(0).life;
    assertEquals(210, life.sinceSeconds);
    assertEquals(1, life.times);
  }

  @Test
  void aFindingThatGoesWithTheOneThatSpokeForItEnds() {
    look(warning("weak", 10));
    look(ports("strong").explaining(List.of("weak")));
    awayForGood();

    assertEquals(List.of("weak", "strong"), ids(standing.ended));
  }

  @Test
  void whatAnotherFindingCountsNowDoesNotEnd() {
    look(warning("close-wait-leak", 10));
    for (int i = 0; i < 20; i++) {
      look(warning("close-wait-pooled", 10));
      assertEquals(List.of(), ids(standing.ended));
    }
  }

  @Test
  void aWarningThatIsHarmlessNowHasEnded() {
    look(warning("a", 5000));
    for (int i = 0; i < 7; i++) {
      look(finding("a", Severity.INFO, 4000));
    }

    assertEquals(List.of("a"), ids(standing.ended));
    assertEquals(List.of("a"), ids(standing.findings));
  }

  @Test
  void beyondTheBoundAFindingIsShownWithoutItsLife() {
    Finding[] many = new Finding[FindingLives.MOST + 1];
    Arrays.setAll(many, i -> warning("id" + i, 1));
    look(many);

    assertSame(FindingLife.UNKNOWN, standing.findings.get(FindingLives.MOST).life);
  }

  @Test
  void whatHasEndedMakesRoom() {
    for (int i = 0; i < 2 * FindingLives.MOST; i++) {
      look(warning("id" + i, 1));
      assertEquals(1, standing.findings.get(0).life.times);
      awayForGood();
    }
  }

  @Test
  void theClockMayOverflow() {
    now = Long.MAX_VALUE / 1_000_000_000L - 5;
    look(warning("a", 10));
    look(warning("a", 10));

    assertEquals(10, standing.findings.get(0).life.sinceSeconds, 0.1);
  }

  private void awayForGood() {
    for (int i = 0; i < 7; i++) {
      look();
    }
  }

  private void look(Finding... findings) {
    look(Set.of(), findings);
  }

  private void undecided(String id) {
    look(Set.of(id));
  }

  private void look(Set<String> undecided, Finding... findings) {
    Diagnosed diagnosed = new Diagnosed(Arrays.asList(findings), List.of(), undecided);
    standing = lives.look(diagnosed, now * 1_000_000_000L);
    now += step;
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream().map(finding -> finding.id).collect(Collectors.toList());
  }

  /** A warning that counts something else. */
  private static Finding ports(String id) {
    return warning(id, 10).counting(700, "ports");
  }

  private static Finding warning(String id, long count) {
    return finding(id, Severity.WARNING, count);
  }

  private static Finding finding(String id, Severity severity, long count) {
    return new Finding(
            id, severity, "process", "seen.", List.of(), "", Map.of(), List.of(), List.of())
        .counting(count, "sockets");
  }
}
