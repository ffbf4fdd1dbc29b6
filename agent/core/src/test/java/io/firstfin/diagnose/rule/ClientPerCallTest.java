package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ClientPerCallTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "clients end, at the threshold",
            closedBy(5000, JDK_CLIENT_ENDS),
            "warning client-per-call 10.0.0.5:6379"),
        row("clients end, just below", closedBy(4999, JDK_CLIENT_ENDS)),
        row(
            "many clients end, each with its one connection, below the threshold",
            ended(100, 1, JDK_CLIENT_ENDS),
            "info client-per-call 10.0.0.5:6379"),
        row(
            "the same over TLS, where exchanges are exact to about one",
            ended(new Spread(100, 1, 1, 2), JDK_CLIENT_ENDS),
            "info client-per-call 10.0.0.5:6379"),
        row("fewer clients end", ended(99, 1, JDK_CLIENT_ENDS)),
        row("clients end whose connections served much", ended(100, 11, JDK_CLIENT_ENDS)),
        row("a call ends its connection", ended(100, 1, CALL)),
        row(
            "most of the connections end with their client",
            closedBy(JDK_CLIENT_ENDS, 2501, CALL, 2499),
            "warning client-per-call 10.0.0.5:6379"),
        row(
            "half of the connections end with their client",
            closedBy(JDK_CLIENT_ENDS, 2500, CALL, 2500),
            "warning close-per-request 10.0.0.5:6379"),
        row(
            "the application closes a connection of the client's",
            closedBy(5000, "jdk.internal.net.http.PlainHttpConnection.close(P.java:1)", CALL),
            "warning close-per-request 10.0.0.5:6379"),
        row(
            "a client that ends above the application's frame is another's",
            closedBy(5000, CALL, JDK_CLIENT_ENDS),
            "warning close-per-request 10.0.0.5:6379"));
  }

  private static PictureBuilder ended(long connections, long exchanges, String frame) {
    return ended(same(connections, exchanges), frame);
  }

  private static PictureBuilder ended(Spread exchanges, String frame) {
    return picture()
        .site("s", Role.CLIENT, 0, frame)
        .with(
            client(REDIS)
                .ended(Initiator.LOCAL, exchanges, NONE, NONE)
                .closed(Initiator.LOCAL, "s", frame, (int) exchanges.count));
  }
}
