package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A report can be passed on, because it contains no secret of a service in any of its forms. */
class SecretsIT {
  private static final String SECRET = "s3cret";
  private static final String BEAN = "io.firstfin:type=FirstFIN";
  private static final int CALLS = 200;
  private static final int SECONDS = 30;

  @OnTwoJdks
  void noFormOfTheReportHoldsASecret(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    int http = port + 1;
    try (JvmProcess jvm = traffic(jdk, port, "http=" + http + "," + badOptions())) {
      jvm.awaitOut("done");
      String page = "http://127.0.0.1:" + http + "/";
      Report report =
          Await.until(SECONDS, () -> Cli.report(jdk, jvm), found -> problems(found).size() >= 5);

      assertTrue(report.findings("warning").findAny().isPresent(), report::toString);
      assertTrue(
          problems(report).stream().anyMatch(line -> line.contains("a value of interval")),
          report::toString);
      assertFree("report --json", report.toString());
      assertFree("report", Cli.run(jdk, "report", Long.toString(jvm.pid())).toString());
      for (String path : List.of("", "page.json", "metrics")) {
        Command.Result answer = Scrape.curl(jvm, "--fail", page + path);
        assertEquals(0, answer.status(), answer::toString);
        assertFree(page + path, answer.out());
      }
      assertFree("JMX", attributes(jvm));
    }
  }

  @OnTwoJdks
  void theLogNamesABadValueButNoCredentialsOfAGoodOne(Jdk jdk) {
    try (JvmProcess jvm = traffic(jdk, Ports.block(), badOptions())) {
      jvm.awaitErr("interval=" + SECRET);
      jvm.awaitErr("does not take the meters");
      assertFalse(said(jvm, line -> line.contains("me:" + SECRET)), jvm::toString);
      assertFalse(said(jvm, line -> line.contains("key=" + SECRET)), jvm::toString);
    }
  }

  @OnTwoJdks
  void headersThatCannotBeReadAreReportedWithoutTheirValues(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .environment("OTEL_EXPORTER_OTLP_HEADERS", "authorization=%zz" + SECRET + "," + SECRET)
            .agent("interval=500ms,otlp=http://127.0.0.1:1")
            .start("CloseFirst", Ports.block(), 1, "go")) {
      jvm.awaitErr("OTEL_EXPORTER_OTLP_HEADERS: entry 1 (authorization) is not");
      jvm.awaitErr("OTEL_EXPORTER_OTLP_HEADERS: entry 2 is not");
      assertFalse(said(jvm, line -> line.contains(SECRET)), jvm::toString);
    }
  }

  private static String badOptions() {
    return "warn.time-wait=100,interval="
        + SECRET
        + ",frobnicate="
        + SECRET
        + ",otlp=http://me:"
        + SECRET
        + "@127.0.0.1:1/v1/metrics?key="
        + SECRET;
  }

  private static JvmProcess traffic(Jdk jdk, int port, String options) {
    return JvmProcess.on(jdk)
        .environment("API_TOKEN", SECRET)
        .environment("FIRSTFIN_TOP", SECRET)
        .environment("FIRSTFIN_INTERVAL", "500ms")
        .environment("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + SECRET)
        .option("-Dfirstfin.jfr=" + SECRET)
        .option("-Dpassword=" + SECRET)
        .agent(options)
        .start("SecretTraffic", port, CALLS, SECRET, BEAN);
  }

  private static List<String> problems(Report report) {
    return StreamSupport.stream(report.json().path("agent").path("problems").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String attributes(JvmProcess jvm) {
    Await.until(
        SECONDS,
        () -> {
          jvm.send("describe");
          return jvm.out();
        },
        lines -> lines.contains("described"));
    String told = String.join("\n", jvm.out());
    assertTrue(told.contains("jmx ReportJson"), told);
    return told;
  }

  private static boolean said(JvmProcess jvm, Predicate<String> what) {
    return jvm.err().stream().anyMatch(what);
  }

  private static void assertFree(String where, String text) {
    assertFalse(text.contains(SECRET), () -> where + ": " + text);
  }
}
