package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Severity;
import io.firstfin.meters.ReportBuilder;
import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final ReportBuilder builder =
      new ReportBuilder()
          .top(1)
          .destination(Role.CLIENT, "10.0.0.5:6379", 40)
          .destination(Role.CLIENT, "10.0.0.6:6379", 20)
          .destination(Role.CLIENT, "10.0.0.7:6379", 10);

  @Test
  void asManyDestinationsAreShownAsTopSays() {
    assertEquals(List.of("10.0.0.5:6379"), shown(builder.build()));
  }

  @Test
  void aDestinationThatAFindingIsOnIsShownToo() {
    Finding finding =
        new FindingBuilder("port-exhaustion", Severity.WARNING, "10.0.0.7:6379").build();
    Report report = new Report(builder.build().picture, List.of(finding));

    assertEquals(List.of("10.0.0.5:6379", "10.0.0.7:6379"), shown(report));
  }

  @Test
  void whereTopIsNotKnownAllAreShown() {
    assertEquals(3, shown(builder.top(-1).build()).size());
  }

  private static List<String> shown(Report report) {
    return report.destinations().stream().map(destination -> destination.remote).toList();
  }
}
