package io.firstfin.command;

import io.firstfin.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** Saved reports, which {@code report --from} reads, diagnoses and prints. */
public final class SavedReportFuzz {
  private SavedReportFuzz() {}

  public static FuzzTarget target() {
    return FuzzTarget.ofText("report", SavedReportFuzz::print, ReportFromFileTest.REPORT);
  }

  private static void print(byte[] input) throws WrongUsage {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try {
      new ReportFromFile(new ByteArrayInputStream(input), nowhere, nowhere, false)
          .run(List.of("--from", SavedReport.STANDARD_INPUT));
    } catch (CommandFailure expected) {
      return;
    }
  }
}
