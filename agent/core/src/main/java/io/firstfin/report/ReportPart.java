package io.firstfin.report;

import java.util.function.Function;

/** One key of the report: how its value is written, and where it goes when it is read. */
final class ReportPart {
  /** Reads the value of the key. */
  interface Reader {
    void read(JsonObject report, String key, ReportDraft into) throws ReportFormatException;
  }

  final String key;
  private final Function<Report, Object> writer;
  private final Reader reader;

  ReportPart(String key, Function<Report, Object> writer, Reader reader) {
    this.key = key;
    this.writer = writer;
    this.reader = reader;
  }

  Object write(Report report) {
    return writer.apply(report);
  }

  void read(JsonObject report, ReportDraft into) throws ReportFormatException {
    reader.read(report, key, into);
  }
}
