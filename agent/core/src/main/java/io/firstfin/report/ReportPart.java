package io.firstfin.report;

import java.util.function.Function;

/** One key of the report: what is written under it, and where it goes when it is read. */
final class ReportPart {
  /** Reads what stands under the key of the report. */
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
