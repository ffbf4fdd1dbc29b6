package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which closes a picture shows one by one. */
class LastClosesTest extends FactTest {
  private static final int PORT = 40_000;

  @Test
  void withoutACloseThereIsNone() {
    assertEquals(List.of(), picture(false).lastCloses);
  }

  @Test
  void theLastOneComesFirst() {
    close(1);
    close(2);

    assertEquals(List.of(PORT + 2, PORT + 1), ports(shown()));
  }

  @Test
  void onlyTheLastFewAreShown() {
    IntStream.rangeClosed(1, LastCloses.SHOWN + 5).forEach(this::close);

    List<Integer> ports = ports(shown());
    assertEquals(LastCloses.SHOWN, ports.size());
    assertEquals(PORT + 6, ports.stream().min(Integer::compare).orElseThrow());
  }

  @Test
  void aCloseThatTheKernelSettlesLaterKeepsItsPlace() {
    useSockets(new FakeSockets().with(1, TcpState.TIME_WAIT));
    records.site(site).opinion(1, PORT + 1, REDIS, 6379);
    close(2);
    close(3);

    assertEquals(List.of(PORT + 3, PORT + 2, PORT + 1), ports(shown()));
  }

  @Test
  void aCloseThatTheKernelSettlesLaterReplacesNoneThatCameAfterIt() {
    useSockets(new FakeSockets().with(1, TcpState.TIME_WAIT));
    records.site(site).opinion(1, PORT + 1, REDIS, 6379);
    IntStream.rangeClosed(2, LastCloses.SHOWN + 1).forEach(this::close);

    List<Integer> ports = ports(shown());
    assertEquals(LastCloses.SHOWN, ports.size());
    assertEquals(PORT + 2, ports.get(LastCloses.SHOWN - 1));
  }

  @Test
  void aCloseHasWhatATraceShowsOfIt() {
    useSockets(new FakeSockets().with(1, TcpState.LAST_ACK));
    records.site(site).opinion(1, PORT + 1, REDIS, 6379);

    SettledClose close = shown().get(0);
    assertEquals(Initiator.REMOTE, close.initiator);
    assertEquals(REDIS + ":6379", close.remote());
    assertEquals("com.acme.CacheClient.close(Source.java:1)", close.line);
  }

  @Test
  void aCheckWithoutNewClosesMakesNothing() {
    close(1);
    SettledClose before = shown().get(0);

    assertSame(before, shown().get(0));
  }

  private void close(int number) {
    records.site(site).close(number, PORT + number, REDIS, 6379);
  }

  private List<SettledClose> shown() {
    correlator.drain();
    return picture(false).lastCloses;
  }

  private static List<Integer> ports(List<SettledClose> closes) {
    return closes.stream().map(close -> close.localPort).collect(Collectors.toList());
  }
}
