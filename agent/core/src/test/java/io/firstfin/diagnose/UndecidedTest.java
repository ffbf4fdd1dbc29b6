package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Of which rules a picture says so little that no finding of theirs means nothing. */
class UndecidedTest {
  private static final Diagnoses DIAGNOSES = Diagnoses.all(new Thresholds(5000, 100, 0.7));

  @Test
  void withoutTheKernelsTablesOnlyWhatTheAgentCountsItselfIsDecided() {
    Set<String> decided = new TreeSet<>();
    DIAGNOSES.rules().forEach(rule -> decided.add(rule.id()));
    decided.removeAll(DIAGNOSES.run(new PictureBuilder().build()).undecided);

    assertEquals(
        Set.of(
            AbortiveClose.ID,
            LocalBindExhaustion.ID,
            StaleReuse.ID,
            SilentMiddlebox.ID,
            IdleClose.ID,
            Probe.ID),
        decided);
  }

  @Test
  void whereNobodyKnowsTheOwnersWhatDependsOnThemIsUndecided() {
    assertEquals(
        Set.of(
            CloseWaitLeak.ID,
            CloseWaitPooled.ID,
            ServerStuck.ID,
            NeverConnectedLeak.ID,
            FinWait2Pile.ID),
        DIAGNOSES.run(whole()).undecided);
  }

  @Test
  void aRuleThatFailsIsUndecided() {
    Diagnosis broken =
        new Diagnosis() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public void diagnose(Picture picture, Consumer<Finding> found) {
            throw new IllegalStateException("boom");
          }
        };
    assertTrue(new Diagnoses(List.of(broken)).run(whole()).undecided.contains("broken"));
  }

  @Test
  void thatNothingIsInTimeWaitSaysNothingOfPortsThatOpenConnectionsTake() {
    Picture cheap = new PictureBuilder().timeWait(0, 0).build();

    assertTrue(DIAGNOSES.run(cheap).undecided.contains(PortExhaustion.ID));
    assertFalse(DIAGNOSES.run(cheap).undecided.contains(ClosePerRequest.ID));
  }

  @Test
  void whereTheTablesAreNeverReadAllThatIsFoundIsDecided() {
    assertEquals(Set.of(), DIAGNOSES.run(new PictureBuilder().source("off").build()).undecided);
  }

  /** As when the tables are read, and this process's descriptors are not. */
  private static Picture whole() {
    return new PictureBuilder().timeWait(0, 0).state(TcpState.ESTABLISHED, 0).build();
  }
}
