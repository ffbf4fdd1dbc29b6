package io.firstfin.report;

import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.FindingLife;
import io.firstfin.diagnose.Severity;
import io.firstfin.picture.Descriptors;
import io.firstfin.picture.Picture;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  @Test
  void aServiceInOrderIsCalledSo() throws Exception {
    assertEquals(golden("all-well.txt"), ReportText.render(Reports.allWell(), false, 100));
  }

  @Test
  void timeWaitNamesTheLineAmongTheFirstFive() throws Exception {
    String text = ReportText.render(Reports.timeWait(), false, 120);

    assertEquals(golden("time-wait.txt"), text);
    assertTrue(text.lines().limit(5).anyMatch(line -> line.contains(Reports.GET)), text);
  }

  @Test
  void closeWaitNamesTheOpener() throws Exception {
    String text = ReportText.render(Reports.closeWaitLeak(), false, 80);

    assertEquals(golden("close-wait-leak.txt"), text);
    assertTrue(text.lines().limit(5).anyMatch(line -> line.contains(Reports.FETCH)), text);
  }

  @Test
  void whatIsUnknownIsNeverShownAsZero() throws Exception {
    assertEquals(
        golden("unknown-kernel.txt"), ReportText.render(Reports.unknownKernel(), false, 100));
  }

  @Test
  void descriptorsAreShownWithTheirLimit() {
    Picture picture = Picture.builder().descriptors(new Descriptors(912, 1_024)).build();

    String text = ReportText.render(new Report(picture, List.of()), false, 100);

    assertTrue(text.matches("(?s).*\n  descriptors of this JVM +912 of 1,024\n.*"), text);
  }

  @Test
  void anAgentWithProblemsOfItsOwnDoesNotSayThatAllIsWell() {
    Report report = new Report(Reports.closeWaitLeak().picture, List.of());

    String text = ReportText.render(report, false, 100);

    assertTrue(text.startsWith("No warning for JVM 4242"), text);
    assertTrue(text.lines().skip(1).findFirst().orElse("").startsWith("But FirstFIN has"), text);
  }

  @Test
  void aWarningThatIsEndingIsSaidApart() {
    Finding gone =
        new FindingBuilder(Reports.timeWait().findings.get(0))
            .counting(24_310, "sockets in TIME_WAIT")
            .life(new FindingLife(850, 20, 24_310, 1))
            .build();
    Report report =
        new Report(
            Reports.allWell().picture,
            new ActiveFindings(List.of(), List.of(gone), List.of(), List.of()),
            null,
            Freshness.UNKNOWN);

    List<String> lines = ReportText.render(report, false, 120).lines().collect(toList());

    assertTrue(lines.get(0).startsWith("No warning any more for JVM 4242"), lines.get(0));
    assertEquals(
        "ending  time-wait 10.0.0.5:6379: was active for 14 min, at its peak 24,310 sockets in TIME_WAIT;"
            + " not seen for 20 s.",
        lines.get(1));
    assertEquals(
        "          seen for 20 s.",
        ReportText.render(report, false, 100).lines().skip(2).findFirst().orElse(""));
  }

  @Test
  void coloursOnlyAddToTheText() {
    String coloured = ReportText.render(Reports.timeWait(), true, 100);

    assertTrue(coloured.startsWith("\u001b[1;31m1 warning"), coloured);
    assertEquals(
        ReportText.render(Reports.timeWait(), false, 100),
        coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void textOfTheServiceCannotSteerTheTerminal() {
    Finding hostile = new FindingBuilder("id", Severity.INFO, "\u001b[2J").build();

    String text =
        ReportText.render(new Report(Reports.allWell().picture, List.of(hostile)), false, 100);

    assertFalse(text.contains("\u001b"), text);
  }

  private static String golden(String name) throws Exception {
    try (InputStream in = ReportTextTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
