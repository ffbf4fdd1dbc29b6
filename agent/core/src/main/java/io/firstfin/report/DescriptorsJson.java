package io.firstfin.report;

import io.firstfin.picture.Descriptors;

/** The object {@code descriptors} of the report. */
public final class DescriptorsJson {
  private DescriptorsJson() {}

  public static Object write(Descriptors descriptors) {
    return new JsonFields()
        .count("taken", descriptors.taken)
        .count("limit", descriptors.limit)
        .object();
  }

  static Descriptors read(JsonObject json) throws ReportFormatException {
    return new Descriptors(json.smallInteger("taken"), json.smallInteger("limit"));
  }
}
