package io.firstfin.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class ServerStuckTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "old CLOSE_WAIT of a server at the threshold",
            picture().closeWait(Role.SERVER, "10.0.0.9:*", 120, 100, 0, ""),
            "warning server-stuck *:8080"),
        row(
            "old CLOSE_WAIT of a server just below",
            picture().closeWait(Role.SERVER, "10.0.0.9:*", 120, 99, 0, "")),
        row(
            "young CLOSE_WAIT of a server",
            picture().closeWait(Role.SERVER, "10.0.0.9:*", 9000, 0, 0, "")),
        row(
            "old CLOSE_WAIT of an unknown role is a leak",
            picture().closeWait(Role.UNKNOWN, REDIS, 100, 100, 0, ""),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "CLOSE_WAIT as a client and as a server is one sum",
            picture()
                .closeWait(REDIS, 60, 60, 60)
                .closeWait(Role.SERVER, "10.0.0.9:*", 40, 40, 0, ""),
            "warning close-wait-leak 10.0.0.5:6379",
            "warning server-stuck *:8080"),
        row(
            "CLOSE_WAIT as a client and as a server just below",
            picture()
                .closeWait(REDIS, 60, 60, 60)
                .closeWait(Role.SERVER, "10.0.0.9:*", 39, 39, 0, "")),
        row(
            "CLOSE_WAIT of a server is its port's, however many its clients are",
            IntStream.range(0, 20)
                .boxed()
                .reduce(
                    picture(),
                    (p, i) -> p.acceptedInCloseWait("10.0.0." + i + ":*", 8080, 5),
                    (a, b) -> a),
            "warning server-stuck *:8080"),
        row(
            "CLOSE_WAIT of one client on two ports is two findings",
            picture()
                .acceptedInCloseWait("10.0.0.9:*", 8080, 50)
                .acceptedInCloseWait("10.0.0.9:*", 8081, 50),
            "warning server-stuck *:8080",
            "warning server-stuck *:8081"),
        row(
            "CLOSE_WAIT of a server spread over many ports is the process's",
            IntStream.range(0, 20)
                .boxed()
                .reduce(
                    picture(),
                    (p, i) -> p.acceptedInCloseWait("10.0.0.9:*", 8000 + i, 5),
                    (a, b) -> a),
            "warning server-stuck process"));
  }

  @Test
  void theCheckOfAStuckServerNamesItsPort() {
    Picture picture = new PictureBuilder().acceptedInCloseWait("10.0.0.9:*", 8080, 100).build();

    assertEquals(
        "ss -Htan state close-wait sport = :8080 | wc -l", only(picture).evidence.get("check"));
  }

  @Test
  void aPortThatStillServesHasResponsesThatStayOpen() {
    assertTrue(stuck(120, 120, 30).cause.startsWith("responses that stay open"));
    assertTrue(stuck(120, 119, 30).cause.startsWith("nobody has read the clients' end"));
    assertTrue(stuck(120, 120, 900).cause.startsWith("nobody has read the clients' end"));
    assertTrue(stuck(120, 120, Double.NaN).cause.startsWith("nobody has read"));
  }

  @Test
  void aServerThatHasAnsweredHasResponsesThatStayOpenThoughNobodyElseCalls() {
    assertTrue(stuck(120, 120, Double.NaN, 108).cause.contains("begun to answer"));
    assertTrue(stuck(120, 120, Double.NaN, 107).cause.startsWith("nobody has read"));
    assertTrue(stuck(120, 119, Double.NaN, 120).cause.startsWith("nobody has read"));
  }

  @Test
  void whatTheApplicationAcceptedItselfIsFirstOfAllForgotten() {
    PictureBuilder picture = new PictureBuilder();
    picture.closeWait.add(
        CloseWaitGroup.builder()
            .role(Role.SERVER)
            .remote("10.0.0.9:*")
            .listeningPort(8080)
            .count(120)
            .olderThanMinute(120)
            .endOfStreamRead(0)
            .endOfStreamUnread(120)
            .answered(120)
            .frames(List.of("com.acme.Gate.accept(Gate.java:7)"))
            .build());

    Finding finding = only(picture.build());

    assertTrue(finding.cause.startsWith("a handler forgot to close them"), finding.cause);
    assertTrue(finding.remedy.get(0).startsWith("close each"), finding.remedy.toString());
  }

  private static Finding stuck(int count, int unread, double secondsSinceServed) {
    return stuck(count, unread, secondsSinceServed, -1);
  }

  /**
   * The first of these connections was accepted 840 s ago.
   *
   * @param unread those on which only the clients' end of stream is unread
   * @param secondsSinceServed since the port last served another client
   * @param answered those on which data was sent since the last request
   */
  private static Finding stuck(int count, int unread, double secondsSinceServed, int answered) {
    CloseWaitGroup group =
        CloseWaitGroup.builder()
            .role(Role.SERVER)
            .remote("10.0.0.9:*")
            .listeningPort(8080)
            .count(count)
            .olderThanMinute(count)
            .openedSeconds(840)
            .endOfStreamRead(0)
            .endOfStreamUnread(unread)
            .answered(answered)
            .build();
    ListeningPort port =
        ListeningPort.builder().port(8080).secondsSinceServed(secondsSinceServed).build();
    return only(Picture.builder().closeWait(List.of(group)).listeningPorts(List.of(port)).build());
  }
}
