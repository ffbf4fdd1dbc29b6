package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.Picture;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules find in a report that was saved and read what they found in the picture. */
class SavedReportTest {
  private static final Diagnoses DIAGNOSES = Diagnoses.all(new Thresholds(500, 50, 0.7));

  static Stream<Picture> pictures() {
    Stream<Picture> built = DiagnosesTest.pictures().map(row -> (Picture) row.get()[1]);
    Stream<Picture> reported =
        Stream.concat(ReportedApplicationsTest.broken(), ReportedApplicationsTest.cured())
            .map(row -> ((PictureBuilder) row.get()[1]).build());
    return Stream.concat(built, reported);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void theFindingsAreTheSame(Picture picture) throws Exception {
    Report first = new Report(picture, DIAGNOSES.run(picture).findings);

    Picture read = ReportJson.read(ReportJson.write(first)).picture;

    assertEquals(
        ReportJson.write(first), ReportJson.write(new Report(read, DIAGNOSES.run(read).findings)));
  }
}
