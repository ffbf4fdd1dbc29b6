package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.Counters;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersJsonTest {
  @Test
  void whatIsReadBackIsWhatWasWritten() throws Exception {
    Counters written =
        new Counters(
            Map.of(TcpCounter.TIME_WAIT, 24_310L, TcpCounter.LISTEN_DROPS, 0L),
            Map.of(TcpCounter.TIME_WAIT, 12L),
            61.04);

    Counters read =
        CountersJson.read(
            JsonObject.root(JsonReader.read(JsonWriter.write(CountersJson.write(written)))));

    assertEquals(written.total, read.total);
    assertEquals(written.growth, read.growth);
    assertEquals(61.0, read.seconds);
  }

  @Test
  void whatIsNotThereIsNotKnown() throws Exception {
    Counters read = CountersJson.read(JsonObject.root(JsonReader.read("{}")));

    assertEquals(-1, read.total(TcpCounter.TIME_WAIT));
    assertEquals(-1, read.growth(TcpCounter.TIME_WAIT));
    assertEquals(Double.NaN, read.seconds);
  }
}
