package io.firstfin.command;

import io.firstfin.fuzz.FuzzTarget;
import io.firstfin.report.ReportFormatException;
import io.firstfin.report.SettledCloseJson;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Saved reports, which {@code report --from} reads, diagnoses and prints, and the lines of a trace.
 */
public final class CommandFuzz {
  private static final String CLOSE =
      "{\"time\": \"2026-11-22T10:00:00Z\", \"role\": \"client\", \"initiator\": \"local\","
          + " \"how\": \"fin\", \"reset\": \"none\", \"remote\": \"[::1]:6379\", \"name\": \"cache\","
          + " \"localPort\": 40000, \"ageMillis\": 3.5, \"exchanges\": 1, \"bytes\": 20480,"
          + " \"sampled\": false, \"line\": \"com.acme.A.b(A.java:1)\"}";

  private CommandFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("report", CommandFuzz::print, ReportFromFileTest.REPORT),
        FuzzTarget.ofText("close", CommandFuzz::close, CLOSE));
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

  private static void close(byte[] input) {
    try {
      new TraceText(ZoneOffset.UTC)
          .row(SettledCloseJson.read(new String(input, StandardCharsets.UTF_8)));
    } catch (ReportFormatException expected) {
      return;
    }
  }
}
