package io.firstfin.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFilterTest {
  private final SettledClose close = Closes.any().build();

  @Test
  void withoutSettingsEveryCloseIsWanted() {
    assertTrue(filter().matches(close));
    assertTrue(filter().matches(SettledClose.builder().build()));
    assertEquals(TraceFilter.DEFAULT_RATE, filter().rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first=local",
        "to=10.0.0.5",
        "to=10.0.0.5:6379",
        "to=redis.shop",
        "to=Redis.shop:6379",
        "line=com.acme.",
        "line=com.acme.Cache.get(Cache.java:42)",
        "state=time_wait",
        "rate=5",
      })
  void aCloseThatMatchesIsWanted(String setting) {
    assertTrue(filter(setting).matches(close));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first=remote",
        "to=10.0.0.50",
        "to=10.0.0.5:637",
        "to=redis",
        "line=com.acme.Cart",
      })
  void aCloseThatDoesNotMatchIsNotWanted(String setting) {
    assertFalse(filter(setting).matches(close));
  }

  @Test
  void allSettingsMustMatch() {
    assertTrue(filter("first=local", "to=10.0.0.5").matches(close));
    assertFalse(filter("first=local", "to=10.0.0.6").matches(close));
  }

  @Test
  void anIpv6AddressIsGivenWithBracketsOrWithout() {
    SettledClose ipv6 = Closes.any().host("fd00::5").remotePort(6379).name("").build();

    assertTrue(filter("to=[fd00::5]:6379").matches(ipv6));
    assertTrue(filter("to=fd00::5").matches(ipv6));
    assertFalse(filter("to=fd00::").matches(ipv6));
  }

  @ParameterizedTest
  @CsvSource({
    "LOCAL, FIN, true",
    "SIMULTANEOUS, FIN, true",
    "REMOTE, FIN, false",
    "LOCAL, RST, false",
    "UNKNOWN, UNKNOWN, false"
  })
  void timeWaitFollowsOurFinWhereItWasTheFirst(Initiator first, How how, boolean wanted) {
    SettledClose ended = Closes.any().initiator(first).how(how).build();

    assertEquals(wanted, filter("state=time_wait").matches(ended));
  }

  @Test
  void theAgentReadsTheSameFilterFromItsText() {
    TraceFilter filter = TraceFilter.parse(filter("line=com.acme. a=b", "rate=7").text());

    assertEquals(7, filter.rate);
    assertFalse(filter.matches(close));
    assertTrue(
        filter.matches(
            Closes.any().site("1").line("com.acme. a=b.c(D.java:1)").via("").closedBy("").build()));
    assertTrue(TraceFilter.parse(filter().text()).matches(close));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first=us | first takes local, remote, simultaneous or unknown, not us",
        "to= | to takes a host, or a host and port, not an empty text",
        "state=close_wait | state takes time_wait, not close_wait",
        "rate=0 | rate takes 1 to 100000 lines a second, not 0",
        "rate=100001 | rate takes 1 to 100000 lines a second, not 100001",
        "rate=fast | rate takes 1 to 100000 lines a second, not fast",
        "too=x | too=x is not known; accepted are first, to, line, state and rate",
        "first | first is not known; accepted are first, to, line, state and rate",
      })
  void whatIsNotAcceptedIsNamed(String setting, String message) {
    Exception refused = assertThrows(IllegalArgumentException.class, () -> filter(setting));

    assertEquals(message, refused.getMessage());
  }

  private static TraceFilter filter(String... settings) {
    List<String> given = Arrays.asList(settings);
    return TraceFilter.of(given);
  }
}
