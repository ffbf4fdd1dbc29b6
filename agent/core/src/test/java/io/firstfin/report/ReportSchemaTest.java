package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.FindingLife;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/report.schema.json} describes the report as it is written. */
class ReportSchemaTest {
  private static final Path SCHEMA = Path.of("../../docs/report.schema.json");
  private static final Path DOCUMENT = Path.of("../../docs/report-format.md");

  @Test
  void everyKeyThatIsWrittenIsDescribedAndEveryKeyThatIsDescribedIsWritten() throws Exception {
    JsonSchema schema = schema();

    assertEquals(List.of(), schema.flaws(tree(full())));
    assertEquals(Set.of(), schema.neverFound());
  }

  @ParameterizedTest
  @MethodSource("io.firstfin.report.ReportJsonTest#reports")
  void aReportInWhichMuchIsUnknownFitsToo(Report report) throws Exception {
    assertEquals(List.of(), schema().flaws(tree(report)));
  }

  @Test
  void aReportOfNothingFits() throws Exception {
    Report report = new Report(Picture.builder().watchingSeconds(0).build(), List.of());

    assertEquals(List.of(), schema().flaws(tree(report)));
  }

  @Test
  void aKeyThatIsNewOrMissingOrOfAnotherTypeIsNoticed() throws Exception {
    Map<String, Object> report = new LinkedHashMap<>(tree(full()));
    report.put("news", 1L);
    report.put("pid", "4242");
    report.remove("sites");

    assertEquals(
        List.of(
            "$.sites is missing: " + report.keySet(),
            "$.pid is not of type integer: 4242",
            "$.news is not described"),
        schema().flaws(report));
  }

  @Test
  void theDocumentListsEveryKeyOfTheWhole() throws Exception {
    String table = Files.readString(DOCUMENT).split("## The whole")[1].split("## Parts")[0];
    for (String key : tree(full()).keySet()) {
      assertTrue(table.contains("`" + key + "`"), key);
    }
  }

  private static Report full() throws Exception {
    Finding finding =
        new FindingBuilder("probe", Severity.INFO, "port 8080")
            .counting(3, "sockets")
            .detail("a line")
            .evidence("count", 3)
            .evidence("word", "text")
            .life(new FindingLife(1, 2, 3, 4))
            .build();
    List<Finding> findings = List.of(finding);
    return new Report(
        FullPicture.make(),
        new ActiveFindings(findings, findings, findings, List.of()),
        new Thresholds(5000, 100, 0.7),
        Freshness.UNKNOWN);
  }

  private static JsonSchema schema() throws Exception {
    return new JsonSchema((Map<?, ?>) JsonReader.read(Files.readString(SCHEMA)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(Report report) throws Exception {
    return (Map<String, Object>) JsonReader.read(ReportJson.write(report));
  }
}
