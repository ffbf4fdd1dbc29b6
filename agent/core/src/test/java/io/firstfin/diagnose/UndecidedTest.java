package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.rule.Rules;
import io.firstfin.library.Libraries;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Rules for which a picture holds so little that no finding of theirs does not mean that there is
 * none.
 */
class UndecidedTest {
  private static final Diagnoses DIAGNOSES = new Diagnoses(Rules.ALL);

  @Test
  void withoutTheKernelsTablesOnlyWhatTheAgentCountsItselfIsDecided() {
    Set<String> decided = new TreeSet<>();
    DIAGNOSES.rules().forEach(rule -> decided.add(rule.id.label()));
    decided.removeAll(undecided(new PictureBuilder().build()));

    assertEquals(
        Set.of(
            "abortive-close",
            "local-bind-exhaustion",
            "stale-reuse",
            "server-idle-race",
            "silent-middlebox",
            "connect-timeouts",
            "idle-close",
            "probe"),
        decided);
  }

  @Test
  void whereNobodyKnowsTheOwnersWhatDependsOnThemIsUndecided() {
    assertEquals(
        Set.of(
            "close-wait-leak",
            "close-wait-pooled",
            "server-stuck",
            "never-connected-leak",
            "open-leak",
            "descriptor-exhaustion",
            "accept-queue-overflow",
            "fin-wait-2-pile"),
        undecided(whole()));
  }

  @Test
  void aRuleThatFailsIsUndecided() {
    Rule broken =
        new Rule(FindingId.PROBE, Severity.INFO, RuleGroup.HARMLESS) {
          @Override
          public void diagnose(RuleInput input, Consumer<Finding> found) {
            throw new IllegalStateException("boom");
          }
        };
    assertTrue(
        new Diagnoses(List.of(broken))
            .run(whole(), RuleCases.THRESHOLDS, Libraries.builtIn())
            .undecided
            .contains("probe"));
  }

  @Test
  void thatNothingIsInTimeWaitSaysNothingOfPortsThatOpenConnectionsTake() {
    Picture cheap = new PictureBuilder().timeWait(0, 0).build();

    assertTrue(undecided(cheap).contains("port-exhaustion"));
    assertFalse(undecided(cheap).contains("close-per-request"));
  }

  @Test
  void whereTheTablesAreNeverReadAllThatIsFoundIsDecided() {
    assertEquals(Set.of(), undecided(new PictureBuilder().source("off").build()));
  }

  private static Set<String> undecided(Picture picture) {
    return DIAGNOSES.run(picture, RuleCases.THRESHOLDS, Libraries.builtIn()).undecided;
  }

  /** A picture of a check that reads the tables, but not this process's descriptors. */
  private static Picture whole() {
    return new PictureBuilder().timeWait(0, 0).state(TcpState.ESTABLISHED, 0).build();
  }
}
