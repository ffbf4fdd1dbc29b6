package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosePerRequestTest {
  private static final String OKHTTP = "okhttp3.internal.connection.RealCall.x(RealCall.kt:1)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | 3     | one connection per call
          1  | 10000 | one connection per call
          1  | -1    | one connection per call
          1  | 10001 | this JVM closes first, after a connection served 1 exchange in 10 s
          2  | 3     | this JVM closes first, after a connection served 2 exchanges in 3 ms
          2  | -1    | this JVM closes first, after a connection served 2 exchanges
          0  | 3     | connections are opened and closed again without an exchange
          -1 | 3     | this JVM closes first; how many exchanges a connection served is not known
          -1 | -1    | this JVM closes first; how many exchanges a connection served is not known
          """)
  void claimsOneConnectionPerCallOnlyWhenItIsKnown(int exchanges, long ageMillis, String cause) {
    assertEquals(cause, find(client("a:1").connections(exchanges, ageMillis)).cause);
  }

  @Test
  void namesTheLibraryInTheStack() {
    Finding finding = find(client("a:1").connections(1, 3).share("k", "l", "", 6000));

    assertTrue(finding.remedy.get(0).contains("one OkHttpClient"), finding.remedy.toString());
  }

  @Test
  void advisesALargerPoolForConnectionsThatServeManyExchanges() {
    Finding finding = find(client("a:1").connections(50, 3000).share("k", "l", "", 6000));

    String remedies = String.join("\n", finding.remedy);
    assertTrue(remedies.contains("ConnectionPool("), remedies);
    assertFalse(remedies.contains("one OkHttpClient"), remedies);
  }

  @Test
  void namesTheLibraryByViaWhenThePictureHasNoRoomForTheSite() {
    Finding finding =
        find(
            client("a:1")
                .connections(1, 3)
                .share("elsewhere", "l", "io.lettuce.core.RedisClient.connect", 6000));

    assertTrue(finding.remedy.get(0).contains("StatefulRedisConnection"));
  }

  @Test
  void addsTheLinesOfOneCallUp() {
    Finding finding =
        find(
            client("a:1")
                .share("x", "com.acme.A.a(A.java:1)", "v", 3000)
                .share("y", "com.acme.A.a(A.java:1)", "v", 1500));

    assertEquals(
        List.of("75 %  com.acme.A.a(A.java:1)  via v", "25 %  line not known"),
        finding.details.subList(1, 3));
  }

  @Test
  void sumsUpTheLinesBeyondTheHeaviestFive() {
    DestinationBuilder destination = client("a:1");
    for (int i = 0; i < 8; i++) {
      destination.share("s" + i, "com.acme.A.a(A.java:" + i + ")", "", 750);
    }

    Finding finding = find(destination);

    assertEquals("38 %  3 other lines", finding.details.get(6));
  }

  private static Finding find(DestinationBuilder destination) {
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(destination.timeWait(6000, 6000))
            .site("k", Role.CLIENT, 6000, OKHTTP, "com.acme.A.a(A.java:1)");
    List<Finding> findings =
        Diagnoses.all(new Thresholds(5000, 100, 0.7)).run(picture.build()).findings;
    assertEquals(1, findings.size());
    return findings.get(0);
  }
}
