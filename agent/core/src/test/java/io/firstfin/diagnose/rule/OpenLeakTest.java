package io.firstfin.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Growth;
import io.firstfin.picture.IdleGroup;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class OpenLeakTest extends RuleCases {
  private static final Growth BURST = new Growth(250, 5, 70, 250, 0);
  private static final Growth GROWS = new Growth(250, 300, 4, 250, 0);
  private static final Growth USED_AGAIN = new Growth(250, 300, 4, 250, 40);
  private static final String HIKARI = "com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase:1)";

  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "unread answers at the threshold",
            picture().idle(client(100, 0, BURST), CALL).idle(client(0, 0, BURST).unread(100), CALL),
            "warning open-leak 10.0.0.5:6379"),
        row("unread answers just below", picture().idle(client(300, 0, GROWS).unread(99), CALL)),
        row("a pool at rest, however large it is", picture().idle(client(5000, 0, BURST), CALL)),
        row(
            "a pool that has grown for long and is used now and then",
            picture().idle(client(5000, 30, USED_AGAIN), CALL)),
        row(
            "opened one after the other, never used again, and still growing",
            picture().idle(client(250, 240, GROWS), CALL),
            "warning open-leak 10.0.0.5:6379"),
        row(
            "opened one after the other in one burst: may be kept for later",
            picture().idle(client(250, 240, BURST), CALL),
            "info open-leak 10.0.0.5:6379"),
        row(
            "the same where it takes half of the descriptors",
            picture().descriptors(350, 480).idle(client(250, 240, BURST), CALL),
            "warning open-leak 10.0.0.5:6379"),
        row(
            "a pool's own thread filled it in advance",
            picture().idle(client(250, 240, BURST), HIKARI)),
        row(
            "a pool of the same library whose application asks for ever more",
            picture().idle(client(250, 240, GROWS), HIKARI, CALL),
            "warning open-leak 10.0.0.5:6379"),
        row(
            "silent clients of this server, WebSockets for example",
            picture().idle(server(5000, 5000, USED_AGAIN), CALL)),
        row(
            "silent clients that grow and never leave",
            picture().idle(server(5000, 100, GROWS), CALL),
            "info open-leak *:8080"),
        row(
            "what clients sent is not read",
            picture().idle(server(5000, 0, USED_AGAIN).unread(4000), CALL),
            "warning open-leak *:8080"),
        row(
            "unread answers of many destinations",
            Stream.iterate(0, i -> i + 1)
                .limit(50)
                .reduce(
                    picture(),
                    (p, i) ->
                        p.idle(client(2, 0, BURST).unread(2).remote("10.0.1." + i + ":80"), CALL),
                    (a, b) -> a),
            "warning open-leak process"));
  }

  @Test
  void theRemedyFollowsTheSign() {
    Finding unread = only(picture(client(250, 0, BURST).unread(250)));
    Finding forgotten = only(picture(client(250, 250, GROWS)));

    assertTrue(String.join("\n", unread.remedy).contains("read each answer"));
    assertTrue(String.join("\n", forgotten.remedy).contains("share one client"));
    assertEquals("100 %  " + CALL, unread.details.get(1));
    assertEquals(
        "ss -Htnio state established dst 10.0.0.5:6379 (Recv-Q, lastsnd, lastrcv)",
        unread.evidence.get("check"));
  }

  private static Picture picture(IdleGroup.Builder group) {
    return new PictureBuilder().idle(group, CALL).build();
  }

  private static IdleGroup.Builder client(int idle, int passedOver, Growth growth) {
    return group(idle, growth).role(Role.CLIENT).remote(REDIS).passedOver(passedOver);
  }

  private static IdleGroup.Builder server(int idle, int tenMinutes, Growth growth) {
    return group(idle, growth)
        .role(Role.SERVER)
        .remote("*")
        .listeningPort(8080)
        .idleTenMinutes(tenMinutes);
  }

  private static IdleGroup.Builder group(int idle, Growth growth) {
    return IdleGroup.builder()
        .established(idle)
        .idle(idle)
        .unread(0)
        .passedOver(0)
        .longestSeconds(840)
        .growth(growth);
  }
}
