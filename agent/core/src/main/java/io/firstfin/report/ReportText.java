package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingText;
import io.firstfin.diagnose.Severity;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import java.time.Instant;
import java.util.List;

/** The report for people: first what is wrong and at which line, then the evidence. */
public final class ReportText {
  private ReportText() {}

  /**
   * The report in lines that each end with a line feed. A number that is not known is shown as
   * unknown.
   *
   * @param colour whether the text goes to a terminal that understands colours
   * @param width columns to wrap sentences to; tables and frames are never broken
   */
  public static String render(Report report, boolean colour, int width) {
    Page page = new Page(colour, width);
    headline(page, report);
    for (Finding finding : report.findings) {
      finding(page, finding);
    }
    for (Finding finding : report.ending) {
      page.wrapped("ending  ", FindingText.gone(finding), Page.Colour.YELLOW);
    }
    TrafficText.add(page, report);
    StateText.add(page, report.picture);
    return page.toString();
  }

  private static void headline(Page page, Report report) {
    Picture picture = report.picture;
    int warnings = warnings(report.findings);
    String jvm = "JVM " + (picture.pid < 0 ? "of unknown pid" : picture.pid);
    String when =
        " (watched for "
            + Numbers.duration(picture.watchingSeconds)
            + " until "
            + Instant.ofEpochSecond(Math.floorDiv(picture.timeMillis, 1000L))
            + ")";
    if (warnings > 0) {
      String count = warnings == 1 ? "1 warning" : Numbers.count(warnings) + " warnings";
      page.line(count + " for " + jvm + when, Page.Colour.RED);
    } else if (blind(picture.kernel)) {
      page.line("No warning for " + jvm + when, Page.Colour.YELLOW);
      page.wrapped(
          "",
          "But the kernel's socket tables were not read (source "
              + (picture.kernel.source.isEmpty() ? "unknown" : picture.kernel.source)
              + "): how many sockets are in TIME_WAIT or CLOSE_WAIT is unknown.",
          Page.Colour.YELLOW);
    } else if (!picture.agent.problems.isEmpty()) {
      page.line("No warning for " + jvm + when, Page.Colour.YELLOW);
      page.wrapped(
          "",
          "But FirstFIN has problems of its own and may not have seen everything: "
              + picture.agent.problems.get(0),
          Page.Colour.YELLOW);
    } else if (warnings(report.ending) > 0) {
      page.line("No warning any more for " + jvm + when, Page.Colour.YELLOW);
    } else {
      page.line("All is well in " + jvm + when, Page.Colour.GREEN);
    }
  }

  private static int warnings(List<Finding> findings) {
    int warnings = 0;
    for (Finding finding : findings) {
      warnings += finding.severity == Severity.WARNING ? 1 : 0;
    }
    return warnings;
  }

  private static boolean blind(KernelView kernel) {
    return kernel.states.isEmpty();
  }

  private static void finding(Page page, Finding finding) {
    boolean warning = finding.severity == Severity.WARNING;
    String label = warning ? "WARNING " : "info    ";
    String indent = "        ";
    boolean first = true;
    for (String line : FindingText.lines(finding, page.width - indent.length())) {
      Page.Colour colour = first && warning ? Page.Colour.RED : Page.Colour.PLAIN;
      page.line((first ? label : indent) + line, colour);
      first = false;
    }
  }
}
