package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class PoolChurnTest extends RuleCases {
  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "a pool closes, at the threshold",
            closedBy(5000, OKHTTP_EVICTOR),
            "warning pool-churn 10.0.0.5:6379"),
        row("a pool closes, just below", closedBy(4999, OKHTTP_EVICTOR)),
        row(
            "a pool's connections are given back to a full pool",
            closedBy(
                5000,
                "org.apache.commons.pool2.impl.GenericObjectPool.returnObject(G.java:1)",
                CALL),
            "warning pool-churn 10.0.0.5:6379"),
        row(
            "most of the connections are closed by the pool",
            closedBy(OKHTTP_EVICTOR, 2501, CALL, 2499),
            "warning pool-churn 10.0.0.5:6379"),
        row(
            "half of the connections are closed by the pool",
            closedBy(OKHTTP_EVICTOR, 2500, CALL, 2500),
            "warning close-per-request 10.0.0.5:6379"),
        row(
            "the application empties the pool",
            closedBy(5000, "okhttp3.internal.connection.RealConnectionPool.evictAll(R.kt:1)", CALL),
            "warning client-per-call 10.0.0.5:6379"),
        row(
            "the application closes a pooled connection",
            closedBy(5000, "okhttp3.internal.connection.RealConnection.cancel(R.kt:1)", CALL),
            "warning close-per-request 10.0.0.5:6379"),
        row(
            "one destination is left by a pool, another by each call",
            picture()
                .timeWait(9000, 9000)
                .with(
                    client("a:1").timeWait(5000, 5000).share("p", OKHTTP_EVICTOR, "", 5000),
                    client("b:1").timeWait(4000, 4000).share("c", CALL, "", 4000))
                .site("p", Role.CLIENT, 5000, OKHTTP_EVICTOR)
                .site("c", Role.CLIENT, 4000, CALL),
            "warning pool-churn a:1",
            "warning close-per-request b:1"));
  }

  @Test
  void thePoolsMethodThatClosesIsNamed() {
    String evictor = "okhttp3.internal.connection.RealConnectionPool.closeConnections";
    Picture picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(client(REDIS).timeWait(6000, 6000).share("a", "okhttp3.Quietly", "", 6000))
            .site("a", Role.CLIENT, 6000, "okhttp3.Quietly.close(Q.kt:1)", evictor + "(R.kt:1)")
            .build();

    String cause = "the pool closes them (" + evictor + "): more connections become idle";
    assertTrue(logged(picture).replaceAll("\\s+", " ").contains(cause), logged(picture));
  }
}
