package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TraceTextTest {
  private final TraceText text = new TraceText(ZoneOffset.UTC);

  @Test
  void aCloseIsOneRowUnderTheHeading() {
    SettledClose close =
        client()
            .ageMillis(3.26)
            .exchanges(1)
            .bytes(896)
            .site("1")
            .line(LINE)
            .via("")
            .closedBy("")
            .build();

    assertEquals(
        "TIME         ROLE   FIRST  HOW LPORT REMOTE                     AGE EXCH BYTES  LINE\n"
            + "00:00:00.123 client local  fin 40001 10.0.0.5:6379           3.3 ms    1   896  "
            + LINE,
        text.heading() + "\n" + text.row(close));
  }

  @Test
  void whatIsUnknownIsADash() {
    assertEquals(
        "00:00:00.000 unknown unknown unknown     - -                            -    -     -  -",
        text.row(SettledClose.builder().build()));
  }

  @Test
  void theNameComesBeforeTheAddress() {
    assertTrue(
        text.row(client().host("10.0.0.5").remotePort(6379).name("redis.shop").build())
            .contains(" redis.shop/10.0.0.5:6379 "));
  }

  @Test
  void whatTheLineCalledAndWhatClosedInsteadAreNamed() {
    assertTrue(
        text.row(client().site("1").line(LINE).via("redis.Jedis.close").closedBy("").build())
            .endsWith(LINE + "  via redis.Jedis.close"));
    assertTrue(
        text.row(client().site("1").line(LINE).via("").closedBy("the garbage collector").build())
            .endsWith(LINE + "  closed by the garbage collector"));
  }

  @Test
  void aStackThatWasNotReadIsSaid() {
    assertTrue(
        text.row(client().sampled(true).build()).endsWith("(stack not read: see stack.budget)"));
  }

  @Test
  void aResetAfterTheFinIsShown() {
    SettledClose close =
        client().initiator(Initiator.REMOTE).how(How.FIN_THEN_OUR_RST).role(Role.SERVER).build();

    assertTrue(text.row(close).contains(" server remote fin+rst "), text.row(close));
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    assertTrue(
        text.row(client().host("10.0.0.5").remotePort(1).name("\u001b[2J").build())
            .contains(" ?[2J/10"));
  }

  private static final String LINE = "com.acme.Cache.get(Cache.java:42)";

  private static SettledClose.Builder client() {
    return SettledClose.builder()
        .timeMillis(1_795_910_400_123L)
        .role(Role.CLIENT)
        .initiator(Initiator.LOCAL)
        .how(How.FIN)
        .host("10.0.0.5")
        .remotePort(6379)
        .name("")
        .localPort(40_001);
  }
}
