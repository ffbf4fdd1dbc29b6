package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.bytes.AsciiBuffer;
import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettledCloseJsonTest {
  private static final String FULL =
      "{\"time\": \"2026-11-29T00:00:00.123Z\", \"role\": \"client\", \"initiator\": \"local\","
          + " \"how\": \"fin\", \"reset\": \"none\", \"state\": \"time_wait\","
          + " \"remote\": \"10.0.0.5:6379\", \"name\": \"redis.shop\", \"localPort\": 40001,"
          + " \"ageMillis\": 3.3, \"exchanges\": 1, \"bytes\": 896, \"sampled\": false,"
          + " \"site\": \"a1b2c3d4\", \"line\": \"com.acme.Cache.get(Cache.java:42)\","
          + " \"via\": \"redis.Jedis.close\", \"closedBy\": \"an event loop\"}";

  private static final String UNKNOWN =
      "{\"time\": \"1970-01-01T00:00:00Z\", \"role\": \"unknown\", \"initiator\": \"unknown\","
          + " \"how\": \"unknown\", \"reset\": null, \"state\": null, \"remote\": \"\","
          + " \"name\": \"\", \"localPort\": null, \"ageMillis\": null, \"exchanges\": null,"
          + " \"bytes\": null, \"sampled\": false, \"site\": \"\", \"line\": \"\", \"via\": \"\","
          + " \"closedBy\": \"\"}";

  @Test
  void aCloseIsOneLineWithTheReportsKeys() {
    SettledClose close =
        SettledClose.builder()
            .timeMillis(1_795_910_400_123L)
            .role(Role.CLIENT)
            .initiator(Initiator.LOCAL)
            .how(How.FIN)
            .host("10.0.0.5")
            .remotePort(6379)
            .name("redis.shop")
            .localPort(40_001)
            .ageMillis(3.26)
            .exchanges(1)
            .bytes(896)
            .site("a1b2c3d4")
            .line("com.acme.Cache.get(Cache.java:42)")
            .via("redis.Jedis.close")
            .closedBy("an event loop")
            .build();

    assertEquals(FULL, SettledCloseJson.line(close));
  }

  @Test
  void whatIsUnknownIsNull() {
    assertEquals(UNKNOWN, SettledCloseJson.line(SettledClose.builder().build()));
  }

  @Test
  void aLineIsReadAsItWasWritten() throws ReportFormatException {
    String reset =
        SettledCloseJson.line(
            SettledClose.builder()
                .initiator(Initiator.REMOTE)
                .how(How.FIN_THEN_OUR_RST)
                .sampled(true)
                .build());

    for (String line : new String[] {FULL, UNKNOWN, reset}) {
      assertEquals(line, SettledCloseJson.line(SettledCloseJson.read(line)));
    }
  }

  @Test
  void closesOneAfterTheOtherShareNothing() {
    AsciiBuffer out = new AsciiBuffer(1);
    SettledCloseJson json = new SettledCloseJson(out);
    StringBuilder expected = new StringBuilder();
    long[] times = {-1, 0, 999, 1_000, 1_005, 1_795_910_400_123L};
    for (int i = 0; i < times.length; i++) {
      SettledClose close =
          SettledClose.builder()
              .timeMillis(times[i])
              .host(i % 2 == 0 ? "fd00::" + i : "10.0.0." + i)
              .remotePort(i * 10_000)
              .ageMillis(i / 10.0)
              .bytes(Long.MAX_VALUE)
              .line("com.acme.\u00e9\"\\\n" + i)
              .build();
      json.append(close);
      out.append('\n');
      expected.append(SettledCloseJson.line(close)).append('\n');
      assertTrue(
          SettledCloseJson.line(close)
              .startsWith("{\"time\": \"" + Instant.ofEpochMilli(times[i]) + "\""));
    }

    assertEquals(expected.toString(), out.toString());
    assertTrue(out.toString().contains("\"remote\": \"[fd00::2]:20000\""), out::toString);
    assertTrue(out.toString().contains("com.acme.\\u00e9\\\"\\\\\\n4\""), out::toString);
    assertTrue(out.toString().contains("\"ageMillis\": 0.5, "), out::toString);
  }

  @Test
  void whatIsNoCloseIsRefused() {
    assertThrows(ReportFormatException.class, () -> SettledCloseJson.read("[]"));
    assertThrows(ReportFormatException.class, () -> SettledCloseJson.read("{\"time\": \"now\"}"));
  }
}
