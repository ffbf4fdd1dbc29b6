package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Unconnected;
import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconnectedJsonTest {
  @Test
  void whatIsReadBackIsWhatWasWritten() throws Exception {
    String line = "com.acme.Db.login(Db.java:7)";
    Unconnected written =
        new Unconnected(
            120,
            100,
            840.26,
            60,
            List.of(
                new OpenerCount(
                    Role.CLIENT, line, "org.postgresql.Driver.connect", List.of(line), 60)));

    Unconnected read = read(JsonWriter.write(UnconnectedJson.write(written)));

    assertEquals(120, read.count);
    assertEquals(100, read.olderThanMinute);
    assertEquals(840.3, read.oldestSeconds);
    assertEquals(60, read.onceConnected);
    assertEquals(60, read.openers.get(0).count);
    assertEquals(line, read.openers.get(0).line);
    assertEquals("org.postgresql.Driver.connect", read.openers.get(0).via);
    assertEquals(List.of(line), read.openers.get(0).frames);
  }

  @Test
  void whatIsNotThereIsNotKnown() throws Exception {
    Unconnected read = read("{}");

    assertEquals(-1, read.count);
    assertEquals(-1, read.olderThanMinute);
    assertEquals(Double.NaN, read.oldestSeconds);
    assertEquals(-1, read.onceConnected);
    assertEquals(List.of(), read.openers);
  }

  private static Unconnected read(String json) throws ReportFormatException {
    return UnconnectedJson.read(JsonObject.root(JsonReader.read(json)));
  }
}
