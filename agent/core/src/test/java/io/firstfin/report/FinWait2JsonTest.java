package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.vocabulary.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinWait2JsonTest {
  @Test
  void whatIsReadBackIsWhatWasWritten() throws Exception {
    FinWait2 written =
        new FinWait2(12, 5, 3, List.of(new FinWait2Group(Role.SERVER, "10.0.0.9:*", 11, 4, 2)));

    FinWait2 read = read(JsonWriter.write(FinWait2Json.write(written)));

    assertEquals(12, read.orphans);
    assertEquals(5, read.halfClosed);
    assertEquals(3, read.halfClosedOlderThanMinute);
    assertEquals(Role.SERVER, read.groups.get(0).role);
    assertEquals("10.0.0.9:*", read.groups.get(0).remote);
    assertEquals(11, read.groups.get(0).orphans);
    assertEquals(4, read.groups.get(0).halfClosed);
    assertEquals(2, read.groups.get(0).halfClosedOlderThanMinute);
  }

  @Test
  void whatIsNotThereIsNotKnown() throws Exception {
    FinWait2 read = read("{}");

    assertEquals(-1, read.orphans);
    assertEquals(-1, read.halfClosed);
    assertEquals(-1, read.halfClosedOlderThanMinute);
    assertEquals(List.of(), read.groups);
  }

  private static FinWait2 read(String json) throws ReportFormatException {
    return FinWait2Json.read(JsonObject.root(JsonReader.read(json)));
  }
}
