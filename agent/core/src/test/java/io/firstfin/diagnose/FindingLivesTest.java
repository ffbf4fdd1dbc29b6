package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * When a finding begins, is active and ends. Checks are ten seconds apart unless a test says
 * otherwise.
 */
class FindingLivesTest {
  private static final long STEP = 10;

  private final FindingLives lives = new FindingLives();
  private long now;
  private long step = STEP;
  private ActiveFindings active;

  @Test
  void aFindingIsActiveSinceTheFirstCheckThatShowsIt() {
    check(warning("a", 10));
    check(warning("a", 30));
    check(warning("a", 20));

    FindingLife life = active.findings.get(0).life;
    assertEquals(20, life.sinceSeconds);
    assertEquals(0, life.awaySeconds);
    assertEquals(30, life.peak);
    assertEquals(1, life.times);
  }

  @Test
  void aFindingThatIsAwayIsEndingAsItWasSeenLast() {
    check(warning("a", 10));
    check(warning("a", 30));
    check();

    assertEquals(List.of("a"), ids(active.ending));
    assertEquals(10, active.ending.get(0).life.sinceSeconds);
    assertEquals(10, active.ending.get(0).life.awaySeconds);
    assertEquals(List.of(), ids(active.endedNow));
    assertTrue(active.isWarningEnding());
  }

  @Test
  void aFindingHasEndedOnceAfterAMinuteAway() {
    check(warning("a", 10));
    List<Integer> endedAt = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      check();
      if (!active.endedNow.isEmpty()) {
        endedAt.add(i);
      }
    }

    assertEquals(List.of(7), endedAt, "away from the first check to the seventh: 60 s");
    assertEquals(List.of(), ids(active.ending));
  }

  @Test
  void aFindingHasEndedAfterThreeChecksWhenTheyAreFarApart() {
    step = 600;
    check(warning("a", 10));
    check();
    check();
    assertEquals(List.of(), ids(active.endedNow));

    check();
    assertEquals(List.of("a"), ids(active.endedNow));
  }

  @Test
  void aFindingThatComesAndGoesStaysActive() {
    for (int i = 0; i < 50; i++) {
      check(warning("a", i));
      check();
      assertEquals(List.of(), ids(active.endedNow));
    }
    check(warning("a", 1));

    FindingLife life = active.findings.get(0).life;
    assertEquals(1000, life.sinceSeconds);
    assertEquals(49, life.peak);
    assertEquals(1, life.times);
  }

  @Test
  void aFindingThatComesAfterItsEndBeginsAnew() {
    check(warning("a", 10));
    awayForGood();
    check(warning("a", 5));

    FindingLife life = active.findings.get(0).life;
    assertEquals(0, life.sinceSeconds);
    assertEquals(5, life.peak);
    assertEquals(2, life.times);
  }

  @Test
  void aCheckThatCannotDecideEndsNothing() {
    check(warning("a", 10));
    for (int i = 0; i < 20; i++) {
      undecided("a");
      assertEquals(List.of("a"), ids(active.ending));
      assertEquals(List.of(), ids(active.endedNow));
    }
  }

  @Test
  void whatWasUnknownIsNoTimeAway() {
    check(warning("a", 10));
    for (int i = 0; i < 20; i++) {
      undecided("a");
    }
    check();
    check();
    check();

    assertEquals(List.of(), ids(active.endedNow), "away for 20 s as far as is known");
  }

  @Test
  void aWeakerFindingThatIsExplainedNowDoesNotEnd() {
    check(warning("weak", 10));
    for (int i = 0; i < 20; i++) {
      check(warning("strong", 10).explaining(List.of("weak")));
      assertEquals(List.of(), ids(active.ending));
      assertEquals(List.of(), ids(active.endedNow));
    }
  }

  @Test
  void aFindingGoesOnWhileAStrongerOneSpeaksForIt() {
    check(warning("weak", 10));
    for (int i = 0; i < 20; i++) {
      check(ports("strong").explaining(List.of("weak")));
    }
    check(warning("weak", 10));

    FindingLife life = active.findings.get(0).life;
    assertEquals(210, life.sinceSeconds);
    assertEquals(1, life.times);
  }

  @Test
  void aFindingThatGoesWithTheOneThatSpokeForItEnds() {
    check(warning("weak", 10));
    check(ports("strong").explaining(List.of("weak")));
    awayForGood();

    assertEquals(List.of("weak", "strong"), ids(active.endedNow));
  }

  @Test
  void whatAnotherFindingCountsNowDoesNotEnd() {
    check(warning("close-wait-leak", 10));
    for (int i = 0; i < 20; i++) {
      check(warning("close-wait-pooled", 10));
      assertEquals(List.of(), ids(active.endedNow));
    }
  }

  @Test
  void aHarmlessFindingThatIsAWarningNowHasNotEndedThoughItCountsSomethingElse() {
    check(finding("a", Severity.INFO, 90));
    check(new FindingBuilder("a", Severity.WARNING, "process").counting(700, "ports").build());

    assertEquals(List.of(), ids(active.ending));
  }

  @Test
  void aWarningThatIsHarmlessNowHasEnded() {
    check(warning("a", 5000));
    for (int i = 0; i < 7; i++) {
      check(finding("a", Severity.INFO, 4000));
    }

    assertEquals(List.of("a"), ids(active.endedNow));
    assertEquals(List.of("a"), ids(active.findings));
  }

  @Test
  void whatHasEndedIsShownUntilItComesAgain() {
    check(warning("a", 10));
    awayForGood();
    check(warning("b", 20));
    awayForGood();
    assertEquals(List.of("b", "a"), ids(active.ended));
    assertEquals(20, active.ended.get(0).life.peak);
    double away = active.ended.get(0).life.awaySeconds;
    check();
    assertEquals(away + STEP, active.ended.get(0).life.awaySeconds);

    check(warning("a", 10));
    assertEquals(List.of("b"), ids(active.ended));
  }

  @Test
  void onlyTheLastFewThatHaveEndedAreShown() {
    Finding[] many = new Finding[FindingLives.MOST_PAST + 1];
    Arrays.setAll(many, i -> warning("id" + i, 1));
    check(many);
    awayForGood();

    assertEquals(FindingLives.MOST_PAST, active.ended.size());
  }

  @Test
  void beyondTheBoundAFindingIsShownWithoutItsLife() {
    Finding[] many = new Finding[FindingLives.MOST + 1];
    Arrays.setAll(many, i -> warning("id" + i, 1));
    check(many);

    assertSame(FindingLife.UNKNOWN, active.findings.get(FindingLives.MOST).life);
  }

  @Test
  void whatHasEndedMakesRoom() {
    for (int i = 0; i < 2 * FindingLives.MOST; i++) {
      check(warning("id" + i, 1));
      assertEquals(1, active.findings.get(0).life.times);
      awayForGood();
    }
  }

  @Test
  void theClockMayOverflow() {
    now = Long.MAX_VALUE / 1_000_000_000L - 5;
    check(warning("a", 10));
    check(warning("a", 10));

    assertEquals(10, active.findings.get(0).life.sinceSeconds, 0.1);
  }

  private void awayForGood() {
    for (int i = 0; i < 7; i++) {
      check();
    }
  }

  private void check(Finding... findings) {
    check(Set.of(), findings);
  }

  private void undecided(String id) {
    check(Set.of(id));
  }

  private void check(Set<String> undecided, Finding... findings) {
    Diagnosed diagnosed = new Diagnosed(Arrays.asList(findings), List.of(), undecided);
    active = lives.check(diagnosed, now * 1_000_000_000L);
    now += step;
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream().map(finding -> finding.id).collect(Collectors.toList());
  }

  /** A warning with another unit. */
  private static Finding ports(String id) {
    return new FindingBuilder(id, Severity.WARNING, "process").counting(700, "ports").build();
  }

  private static Finding warning(String id, long count) {
    return finding(id, Severity.WARNING, count);
  }

  private static Finding finding(String id, Severity severity, long count) {
    return new FindingBuilder(id, severity, "process")
        .summary("seen.")
        .counting(count, "sockets")
        .build();
  }
}
