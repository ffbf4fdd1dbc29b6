package io.firstfin.report;

import io.firstfin.picture.KernelView;
import io.firstfin.vocabulary.TcpState;

/** The object {@code kernel} of the report; a state that is not known is absent. */
final class KernelViewJson {
  private KernelViewJson() {}

  static Object write(KernelView kernel) {
    return new JsonFields()
        .put("source", kernel.source)
        .decimal("millis", kernel.millis)
        .byLabel("states", kernel.states)
        .byLabel("statesOfThisJvm", kernel.statesOfThisJvm)
        .object();
  }

  static KernelView read(JsonObject json) throws ReportFormatException {
    return new KernelView(
        json.string("source"),
        json.decimal("millis"),
        json.smallByLabel("states", TcpState.values()),
        json.smallByLabel("statesOfThisJvm", TcpState.values()));
  }
}
