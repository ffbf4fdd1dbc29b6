package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.vocabulary.Role;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Connections to ever other ports of one host are no calls to many services. */
class DataConnectionsTest {
  private static final String FTP = "org.apache.commons.net.ftp.FTPClient.storeFile(F.java:1)";
  private static final String LINE = "com.acme.Upload.store(Upload.java:25)";

  @Test
  void manyPortsOfOneHostAreToldAsSuch() {
    Finding finding = find("10.0.0.5", 20, LINE);

    assertTrue(
        finding.summary.contains("towards 20 ports of 10.0.0.5, none of which stands out"),
        finding.summary);
    assertTrue(finding.cause.contains("data connections"), finding.cause);
    assertTrue(finding.remedy.get(0).startsWith("make fewer"), finding.remedy.toString());
  }

  @Test
  void theLibraryThatMadeThemKnowsBetter() {
    assertTrue(
        find("10.0.0.5", 20, FTP, LINE).remedy.get(0).startsWith("FTP opens a data connection"));
  }

  @Test
  void manyHostsAreManyDestinations() {
    Finding finding = find("", 20, LINE);

    assertTrue(finding.summary.contains("towards 20 destinations"), finding.summary);
    assertEquals("share one pooled client and use its connections again", finding.remedy.get(0));
  }

  private static Finding find(String host, int ports, String... frames) {
    DestinationBuilder[] destinations =
        IntStream.range(0, ports)
            .mapToObj(
                i ->
                    client(host.isEmpty() ? "10.0.1." + i + ":80" : host + ":" + (40_000 + i))
                        .timeWait(300, 300))
            .toArray(DestinationBuilder[]::new);
    return RuleCases.only(
        new PictureBuilder()
            .timeWait(300 * ports, 300 * ports)
            .with(destinations)
            .site("s", Role.CLIENT, 300 * ports, frames)
            .build());
  }
}
