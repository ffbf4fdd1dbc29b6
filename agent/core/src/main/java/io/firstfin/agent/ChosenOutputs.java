package io.firstfin.agent;

import io.firstfin.http.HttpOutput;
import io.firstfin.http.HttpResource;
import io.firstfin.log.AgentLog;
import io.firstfin.options.Options;
import io.firstfin.otlp.OtlpOutput;
import io.firstfin.output.Outputs;
import io.firstfin.page.PageData;
import io.firstfin.page.PageDocument;
import io.firstfin.prometheus.MetricsResource;
import java.util.Arrays;

/** Opens the outputs that the options ask for; no class of the other outputs is loaded. */
final class ChosenOutputs {
  private ChosenOutputs() {}

  static void open(Outputs outputs, Options options, long pid, AgentLog log) {
    if (options.http != null) {
      outputs.open(
          "http",
          () ->
              HttpOutput.open(
                  options.http,
                  Arrays.<HttpResource>asList(
                      new PageDocument(),
                      new PageData(options.intervalMillis, options.warnPorts),
                      new MetricsResource()),
                  log));
    }
    if (options.otlp != null) {
      outputs.open(
          "otlp",
          () -> OtlpOutput.open(options.otlp, options.intervalMillis, pid, System.getenv(), log));
    }
  }
}
