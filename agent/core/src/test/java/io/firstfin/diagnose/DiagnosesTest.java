package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static io.firstfin.diagnose.DestinationBuilder.unknownRole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.Picture;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which findings a picture gives: each rule at, below and beside its threshold. */
class DiagnosesTest {
  private static final Diagnoses DIAGNOSES = Diagnoses.all(new Thresholds(5000, 100, 0.7));
  private static final Set<String> NOT_ON_TIME_WAIT =
      Set.of(
          CloseWaitLeak.ID,
          CloseWaitPooled.ID,
          ServerStuck.ID,
          NeverConnectedLeak.ID,
          AbortiveClose.ID,
          StaleReuse.ID,
          SilentMiddlebox.ID);
  private static final Spread NONE = Spread.UNKNOWN;
  private static final String CALL = "com.acme.Orders.load(Orders.java:31)";
  private static final String JDK_CLIENT_ENDS =
      "jdk.internal.net.http.HttpClientImpl.stop(H.java:1)";
  private static final String OKHTTP_EVICTOR =
      "okhttp3.internal.connection.RealConnectionPool.closeConnections(R.kt:1)";
  private static final String REDIS = "10.0.0.5:6379";

  static Stream<Arguments> pictures() {
    return Stream.of(
        row("nothing is known", picture()),
        row(
            "nothing is known of a destination",
            picture().with(client(REDIS), server("10.0.0.9:*", 8080))),

        // close-per-request
        row(
            "a client at the threshold",
            picture().timeWait(5000, 5000).with(client(REDIS).timeWait(5000, 5000)),
            "warning close-per-request 10.0.0.5:6379"),
        row(
            "a client just below",
            picture().timeWait(4999, 4999).with(client(REDIS).timeWait(4999, 4999))),
        row(
            "the threshold is on the sum; a tenth of it has its own finding",
            picture()
                .timeWait(5000, 5000)
                .with(
                    client("a:1").timeWait(4001, 4001),
                    client("b:1").timeWait(500, 500),
                    client("c:1").timeWait(499, 499)),
            "warning close-per-request a:1",
            "warning close-per-request b:1"),
        row(
            "spread over many destinations, the process is the subject",
            picture().timeWait(5500, 5500).with(many(11, 490)),
            "warning close-per-request process"),
        row(
            "the peer closes first: the sockets are not ours",
            picture().timeWait(9000, 9000).with(client(REDIS).timeWait(0, 9000))),
        row(
            "how many are ours is not known",
            picture().timeWait(-1, -1).with(client(REDIS).timeWait(9000, 9000))),
        row(
            "the role is not known",
            picture().timeWait(9000, 9000).with(unknownRole(REDIS).timeWait(9000, 9000)),
            "warning close-per-request process"),
        row(
            "the role is not known, just below",
            picture().timeWait(4999, 4999).with(unknownRole(REDIS).timeWait(4999, 4999))),
        row(
            "the role of most is not known, and nothing else stands out",
            picture()
                .timeWait(5000, 5000)
                .with(unknownRole(REDIS).timeWait(4000, 4000), client("a:1").timeWait(499, -1))
                .with(server("10.0.0.9:*", 8080).timeWait(99, -1)),
            "warning close-per-request process"),

        // client-per-call
        row(
            "clients end, at the threshold",
            closedBy(5000, JDK_CLIENT_ENDS),
            "warning client-per-call 10.0.0.5:6379"),
        row("clients end, just below", closedBy(4999, JDK_CLIENT_ENDS)),
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
            "warning close-per-request 10.0.0.5:6379"),

        // pool-churn
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
            "warning close-per-request b:1"),

        // time-wait-server-side
        row(
            "a server at the threshold",
            picture().timeWait(5000, 5000).with(server("10.0.0.9:*", 8080).timeWait(5000, -1)),
            "warning time-wait-server-side *:8080"),
        row(
            "a server just below is harmless",
            picture().timeWait(4999, 4999).with(server("10.0.0.9:*", 8080).timeWait(4999, -1)),
            "info time-wait-server-side *:8080"),
        row(
            "a server with a hundred is harmless",
            picture().timeWait(100, 100).with(server("10.0.0.9:*", 8080).timeWait(100, -1)),
            "info time-wait-server-side *:8080"),
        row(
            "a server with fewer is not worth a word",
            picture().timeWait(99, 99).with(server("10.0.0.9:*", 8080).timeWait(99, -1))),
        row(
            "the peers of one port are counted together, another port on its own",
            picture()
                .timeWait(6000, 6000)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(2500, -1),
                    server("10.0.0.8:*", 8080).timeWait(2500, -1),
                    server("10.0.0.9:*", 9090).timeWait(599, -1)),
            "warning time-wait-server-side *:8080",
            "info time-wait-server-side *:9090"),
        row(
            "the threshold is on the sum of the ports too; a tenth of it is warned of",
            picture()
                .timeWait(5000, 5000)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(3000, -1),
                    server("10.0.0.9:*", 8081).timeWait(1501, -1).connections(1, 3),
                    server("10.0.0.9:*", 8082).timeWait(499, -1)),
            "warning server-closes-each *:8081",
            "warning time-wait-server-side *:8080",
            "info time-wait-server-side *:8082"),
        row(
            "the sum of the ports just below",
            picture()
                .timeWait(4999, 4999)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(3000, -1),
                    server("10.0.0.9:*", 8081).timeWait(1999, -1)),
            "info time-wait-server-side *:8080",
            "info time-wait-server-side *:8081"),
        row(
            "peers that the picture has no room for are counted on their port",
            picture()
                .timeWait(9000, 9000)
                .timeWaitByRole(0, 9000)
                .with(server("10.0.0.9:*", 8080).timeWait(200, -1))
                .listening(8080, 4500)
                .listening(8081, 4500),
            "warning time-wait-server-side *:8080",
            "warning time-wait-server-side *:8081"),

        // spread, so that nothing stands out
        row(
            "a server's spread over many ports, at the threshold",
            picture().timeWait(5000, 5000).with(manyPorts(50, 100)),
            with("warning time-wait-server-side process", infoOfPorts(50))),
        row(
            "a server's spread over many ports, just below",
            picture().timeWait(4999, 4999).with(manyPorts(50, 99))),
        row(
            "a server's spread over more ports than the picture has room for",
            picture().timeWait(5000, 5000).timeWaitByRole(0, 5000).with(manyPorts(20, 90)),
            "warning time-wait-server-side process"),
        row(
            "a client's spread over more destinations than the picture has room for",
            picture().timeWait(5000, 5000).timeWaitByRole(5000, 0).with(many(20, 90)),
            "warning close-per-request process"),
        row(
            "spread over both roles the greater one speaks: the client",
            picture().timeWait(5000, 5000).with(many(30, 90)).with(manyPorts(25, 92)),
            "warning close-per-request process"),
        row(
            "spread over both roles the greater one speaks: the server",
            picture().timeWait(5000, 5000).with(many(25, 92)).with(manyPorts(30, 90)),
            "warning time-wait-server-side process"),
        row(
            "each role's alone reaches the threshold",
            picture().timeWait(12000, 12000).timeWaitByRole(6000, 6000).with(many(20, 90)),
            "warning close-per-request process",
            "warning time-wait-server-side process"),
        row(
            "what stands out is enough, the rest does not reach the threshold",
            picture()
                .timeWait(5000, 5000)
                .with(many(30, 90))
                .with(server("10.0.0.9:*", 8080).timeWait(2300, -1)),
            "warning time-wait-server-side *:8080"),
        row(
            "a hostile report's numbers have no end",
            picture()
                .timeWait(Integer.MAX_VALUE, Integer.MAX_VALUE)
                .with(
                    server("10.0.0.9:*", 8080).timeWait(Integer.MAX_VALUE, -1),
                    server("10.0.0.8:*", 8081).timeWait(Integer.MAX_VALUE, -1)),
            "warning time-wait-server-side *:8080",
            "warning time-wait-server-side *:8081"),

        // server-closes-each
        row(
            "a server that closes behind one exchange, at the threshold",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, 3)),
            "warning server-closes-each *:8080"),
        row(
            "a server that closes behind one exchange, just below",
            picture().with(server("10.0.0.9:*", 8080).timeWait(4999, -1).connections(1, 3)),
            "info server-closes-each *:8080"),
        row(
            "a server that closes behind one exchange, too few for a word",
            picture().with(server("10.0.0.9:*", 8080).timeWait(99, -1).connections(1, 3))),
        row(
            "a server that closes behind two exchanges",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(2, 3)),
            "warning time-wait-server-side *:8080"),
        row(
            "a server that closes what was idle behind one exchange",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, 1000)),
            "warning time-wait-server-side *:8080"),
        row(
            "when a server closes behind one exchange is not known",
            picture().with(server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, -1)),
            "warning time-wait-server-side *:8080"),
        row(
            "most connections of a port are closed behind one exchange",
            picture()
                .with(
                    server("10.0.0.9:*", 8080).timeWait(2501, -1).connections(1, 3),
                    server("10.0.0.8:*", 8080).timeWait(2499, -1).connections(100, 900)),
            "warning server-closes-each *:8080"),
        row(
            "fewer than half of the connections of a port are closed behind one exchange",
            picture()
                .with(
                    server("10.0.0.9:*", 8080).timeWait(2499, -1).connections(1, 3),
                    server("10.0.0.8:*", 8080).timeWait(2501, -1).connections(100, 900)),
            "warning time-wait-server-side *:8080"),
        row(
            "one port closes behind each exchange, another later",
            picture()
                .with(
                    server("10.0.0.9:*", 8080).timeWait(5000, -1).connections(1, 3),
                    server("10.0.0.9:*", 9090).timeWait(200, -1).connections(100, 900)),
            "warning server-closes-each *:8080",
            "info time-wait-server-side *:9090"),
        row(
            "a client that closes behind one exchange is no server",
            picture().with(client(REDIS).timeWait(4999, 4999).connections(1, 3))),

        // time-wait-table-full
        row(
            "nine tenths of the table",
            picture().timeWait(900, -1).table(1000),
            "warning time-wait-table-full process"),
        row("just below nine tenths of the table", picture().timeWait(899, -1).table(1000)),
        row(
            "connections skip TIME_WAIT, though the table has room now",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, 1),
            "warning time-wait-table-full process"),
        row(
            "connections skip TIME_WAIT, and neither the fill nor the limit is known",
            picture().counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, 1),
            "warning time-wait-table-full process"),
        row(
            "there is no table",
            picture().timeWait(0, 0).table(0).counter(TcpCounter.TIME_WAIT_OVERFLOW, 1, 1),
            "warning time-wait-table-full process"),
        row(
            "connections skipped TIME_WAIT long ago",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, 0)),
        row(
            "whether connections skipped TIME_WAIT lately is not known",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT_OVERFLOW, 7, -1)),
        row(
            "TIME_WAIT that ends is no overflow",
            picture().timeWait(10, 10).table(1000).counter(TcpCounter.TIME_WAIT, 700, 700)),
        row("the table's limit is not known", picture().timeWait(4000, -1).table(-1)),
        row("the table's fill is not known", picture().timeWait(-1, -1).table(1000)),

        // not-this-jvm
        row("few of many are ours", picture().timeWait(5000, 499), "info not-this-jvm process"),
        row("a tenth of them is ours", picture().timeWait(5000, 500)),
        row("there are not many", picture().timeWait(4999, 0)),
        row("ours are not known", picture().timeWait(9000, -1)),
        row("they may be ours from before the agent watched", picture(119).timeWait(9000, 0)),
        row("how long the agent watches is not known", picture(Double.NaN).timeWait(9000, 0)),
        row("they may be ours, for records were dropped", picture().dropped(900).timeWait(9000, 0)),

        // port-exhaustion
        row(
            "ports at the threshold",
            picture().with(client(REDIS).ports(700, 1000, Double.NaN)),
            "warning port-exhaustion 10.0.0.5:6379"),
        row("ports just below", picture().with(client(REDIS).ports(699, 1000, 1))),
        row(
            "ports in TIME_WAIT that the kernel reuses are not wanting",
            picture()
                .defaultPorts()
                .with(client("127.0.0.1:80").timeWait(900, 900).ports(900, 1000, Double.NaN))),
        row(
            "open ports are not reused",
            picture()
                .defaultPorts()
                .with(client("127.0.0.1:80").timeWait(100, 100).ports(800, 1000, Double.NaN)),
            "warning port-exhaustion 127.0.0.1:80"),
        row("ports taken are not known", picture().with(client(REDIS).ports(-1, 1000, 1))),
        row("ports there are is not known", picture().with(client(REDIS).ports(700, -1, 1))),
        row(
            "a server takes no ports of its own",
            picture().with(server("10.0.0.9:*", 8080).ports(900, 1000, 1))),
        row(
            "a connect has just found no port",
            picture().failure("address_unavailable", REDIS, 3, 60_000),
            "warning port-exhaustion 10.0.0.5:6379"),
        row(
            "a connect found no port long ago",
            picture().failure("address_unavailable", REDIS, 3, 60_001)),
        row("a connect was refused", picture().failure("refused", REDIS, 3, 0)),
        row(
            "a failure and a full range are one finding",
            picture()
                .with(client(REDIS).ports(1000, 1000, 0))
                .failure("address_unavailable", REDIS, 3, 0),
            "warning port-exhaustion 10.0.0.5:6379"),
        row(
            "the address is wanting, for ports towards it are free",
            picture()
                .with(client("[2001:db8::1]:80").ports(499, 1000, Double.NaN))
                .failure("address_unavailable", "[2001:db8::1]:80", 3, 0)),
        row(
            "the address is wanting, for there are fewer sockets than ports",
            picture()
                .defaultPorts()
                .state(TcpState.ESTABLISHED, 12)
                .state(TcpState.TIME_WAIT, 13)
                .failure("address_unavailable", "[::1]:80", 3, 0)),
        row(
            "the ports may be wanting, for there are as many sockets",
            picture()
                .defaultPorts()
                .state(TcpState.ESTABLISHED, 12)
                .state(TcpState.TIME_WAIT, 28000)
                .failure("address_unavailable", "[::1]:80", 3, 0),
            "warning port-exhaustion [::1]:80"),

        // local-bind-exhaustion
        row(
            "an explicit bind has just found no port",
            picture().bindFailure("address_in_use", "10.0.0.7:0", 3, 60_000),
            "warning local-bind-exhaustion 10.0.0.7:0"),
        row(
            "an explicit bind found no port long ago",
            picture().bindFailure("address_in_use", "10.0.0.7:0", 3, 60_001)),
        row(
            "a port of the client's own choice was taken",
            picture().bindFailure("address_in_use", "10.0.0.7:1023", 3, 0)),
        row(
            "an address in use without a bind says nothing of ports",
            picture().failure("address_in_use", REDIS, 3, 0)),
        row(
            "connects and binds without a port are two findings",
            picture()
                .bindFailure("address_in_use", "[::1]:0", 3, 0)
                .failure("address_unavailable", REDIS, 3, 0),
            "warning port-exhaustion 10.0.0.5:6379",
            "warning local-bind-exhaustion [::1]:0"),

        // close-wait-leak
        row(
            "old CLOSE_WAIT at the threshold",
            picture().closeWait(REDIS, 120, 100, 100),
            "warning close-wait-leak 10.0.0.5:6379"),
        row("old CLOSE_WAIT just below", picture().closeWait(REDIS, 120, 99, 99)),
        row("young CLOSE_WAIT", picture().closeWait(REDIS, 9000, 0, 9000)),
        row("the age of CLOSE_WAIT is not known", picture().closeWait(REDIS, 9000, -1, 9000)),
        row(
            "CLOSE_WAIT towards several peers is one sum",
            picture()
                .closeWait("a:1", 60, 60, 60)
                .closeWait("b:1", 45, 45, 45)
                .closeWait("c:1", 5, 5, 5),
            "warning close-wait-leak a:1",
            "warning close-wait-leak b:1"),
        row(
            "CLOSE_WAIT spread over many peers is the process's",
            IntStream.range(0, 20)
                .boxed()
                .reduce(
                    picture(), (p, i) -> p.closeWait("10.0.0." + i + ":80", 5, 5, 5), (a, b) -> a),
            "warning close-wait-leak process"),

        // close-wait-pooled
        row(
            "a pool's, that have not grown for two minutes",
            picture().pooled(REDIS, 100, 100, 60, 120),
            "warning close-wait-pooled 10.0.0.5:6379"),
        row(
            "a pool's, that grew just now",
            picture().pooled(REDIS, 100, 100, 60, 119.9),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "a pool's, that have grown for as long as they stand still",
            picture().pooled(REDIS, 100, 100, 3600, 3600),
            "warning close-wait-pooled 10.0.0.5:6379"),
        row(
            "a pool's, that have grown for longer than they stand still",
            picture().pooled(REDIS, 100, 100, 3601, 3600),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "how a pool's have grown is not known",
            picture().pooled(REDIS, 100, 100, Double.NaN, Double.NaN),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "one of a pool's was read, or has more to read",
            picture().pooled(REDIS, 100, 99, 60, 120),
            "warning close-wait-leak 10.0.0.5:6379"),
        row(
            "whether a pool's were read is not known",
            picture().pooled(REDIS, 100, -1, 60, 120),
            "warning close-wait-leak 10.0.0.5:6379"),
        row("a pool's just below", picture().pooled(REDIS, 99, 99, 60, 120)),
        row(
            "a leak and a pool towards one peer are two findings",
            picture().closeWait(REDIS, 100, 100, 100).pooled(REDIS, 100, 100, 60, 120),
            "warning close-wait-leak 10.0.0.5:6379",
            "warning close-wait-pooled 10.0.0.5:6379"),

        // server-stuck
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
            "warning server-stuck process"),

        // never-connected-leak
        row(
            "descriptors without a connection at the threshold",
            picture().unconnected(120, 100, 0),
            "warning never-connected-leak process"),
        row("descriptors without a connection just below", picture().unconnected(120, 99, 0)),
        row("young descriptors without a connection", picture().unconnected(9000, 0, 0)),
        row("descriptors without a connection are not known", picture().unconnected(-1, -1, -1)),
        row(
            "descriptors whose connection has ended are told with their opener",
            picture().unconnected(100, 100, 100),
            "warning never-connected-leak process"),

        // fin-wait-2-pile
        row(
            "sockets closed here, at the threshold",
            picture().finWait2(REDIS, 5000, 0, 0),
            "warning fin-wait-2-pile 10.0.0.5:6379"),
        row(
            "sockets closed here, just below: they end by themselves",
            picture().finWait2(REDIS, 4999, 0, 0),
            "info fin-wait-2-pile 10.0.0.5:6379"),
        row(
            "a hundred sockets closed here",
            picture().finWait2(REDIS, 100, 0, 0),
            "info fin-wait-2-pile 10.0.0.5:6379"),
        row("fewer sockets closed here", picture().finWait2(REDIS, 99, 0, 0)),
        row(
            "sockets half-closed for more than a minute, at the threshold",
            picture().finWait2(REDIS, 0, 120, 100),
            "warning fin-wait-2-pile 10.0.0.5:6379"),
        row(
            "sockets half-closed for more than a minute, just below",
            picture().finWait2(REDIS, 0, 120, 99)),
        row("sockets half-closed just now", picture().finWait2(REDIS, 0, 9000, 0)),
        row(
            "each peer with a tenth is named, by what it holds",
            picture()
                .finWait2("a:1", 4000, 0, 0)
                .finWait2("b:1", 700, 100, 100)
                .finWait2("c:1", 299, 0, 0),
            "warning fin-wait-2-pile b:1",
            "info fin-wait-2-pile a:1"),
        row(
            "spread over many peers, the process is the subject",
            IntStream.range(0, 20)
                .boxed()
                .reduce(
                    picture(), (p, i) -> p.finWait2("10.0.0." + i + ":80", 6, 0, 0), (a, b) -> a),
            "info fin-wait-2-pile process"),
        row(
            "CLOSE_WAIT is the other end of it",
            picture().closeWait(REDIS, 100, 100, 100),
            "warning close-wait-leak 10.0.0.5:6379"),

        // stale-reuse
        row(
            "ten idle connections failed after the peer's FIN",
            picture().with(client(REDIS).failedAfterFin(10, 2000)),
            "warning stale-reuse 10.0.0.5:6379"),
        row("nine failed so", picture().with(client(REDIS).failedAfterFin(9, 2000))),
        row(
            "the peer's FIN failed no connection",
            picture().with(client(REDIS).ended(Initiator.REMOTE, same(900, 3), NONE, NONE))),

        // silent-middlebox
        row(
            "five connections that were idle for long failed without a FIN",
            picture().with(client(REDIS).failedSilently(2, 3, 30_000)),
            "warning silent-middlebox 10.0.0.5:6379"),
        row("four failed so", picture().with(client(REDIS).failedSilently(2, 2, 30_000))),
        row(
            "they were not idle for long",
            picture().with(client(REDIS).failedSilently(9, 0, 29_999))),
        row(
            "for how long they were idle is not known",
            picture().with(client(REDIS).failedSilently(9, 9, -1))),

        // request-cap
        row(
            "the peer closes behind a constant number of exchanges",
            picture().with(client(REDIS).ended(Initiator.REMOTE, same(50, 100), same(50, 3), NONE)),
            "info request-cap 10.0.0.5:6379"),
        row(
            "this server closes behind a constant number of exchanges, many clients are one sum",
            picture().with(servers(10, same(5, 100), same(5, 3))),
            "info request-cap *:8080"),
        row(
            "either end is first behind a constant number of exchanges",
            picture()
                .with(
                    client(REDIS)
                        .ended(Initiator.LOCAL, same(25, 100), NONE, NONE)
                        .ended(Initiator.REMOTE, same(25, 96), NONE, NONE)),
            "info request-cap 10.0.0.5:6379"),
        row(
            "a constant number on fewer connections",
            picture().with(client(REDIS).ended(Initiator.REMOTE, same(49, 100), NONE, NONE))),
        row(
            "a constant number that is small",
            picture().with(client(REDIS).ended(Initiator.REMOTE, same(900, 9), NONE, NONE))),
        row(
            "a number that varies",
            picture()
                .with(
                    client(REDIS)
                        .ended(Initiator.REMOTE, new Spread(900, 90, 100, 100), NONE, NONE))),
        row(
            "a constant number on half of the connections",
            picture()
                .with(
                    client(REDIS)
                        .ended(Initiator.LOCAL, same(900, 100), NONE, NONE)
                        .ended(Initiator.REMOTE, same(900, 50), NONE, NONE))),
        row(
            "a constant number, and then idle",
            picture()
                .with(
                    client(REDIS).ended(Initiator.REMOTE, same(900, 100), same(900, 1000), NONE))),
        row(
            "a client's TIME_WAIT at the threshold is explained",
            picture()
                .timeWait(5000, 5000)
                .with(
                    client(REDIS)
                        .timeWait(5000, 5000)
                        .ended(Initiator.LOCAL, same(900, 100), NONE, NONE)),
            "warning request-cap 10.0.0.5:6379"),
        row(
            "the peer's constant number explains no TIME_WAIT of this JVM",
            picture()
                .timeWait(5000, 5000)
                .with(
                    client(REDIS)
                        .timeWait(5000, 5000)
                        .ended(Initiator.LOCAL, same(400, 1), NONE, NONE)
                        .ended(Initiator.REMOTE, same(900, 100), NONE, NONE)),
            "warning close-per-request 10.0.0.5:6379"),
        row(
            "a server's TIME_WAIT at the threshold is explained",
            picture()
                .timeWait(5000, 5000)
                .with(
                    server("10.0.0.9:*", 8080)
                        .timeWait(5000, -1)
                        .ended(Initiator.LOCAL, same(900, 100), NONE, NONE)),
            "warning request-cap *:8080"),
        row(
            "the clients' constant number explains no TIME_WAIT of this server",
            picture()
                .timeWait(5000, 5000)
                .with(
                    server("10.0.0.9:*", 8080)
                        .timeWait(5000, -1)
                        .ended(Initiator.REMOTE, same(900, 100), NONE, NONE)),
            "warning time-wait-server-side *:8080"),

        // idle-close
        row(
            "a pool closes after a constant idle time",
            picture()
                .with(
                    client(REDIS)
                        .ended(
                            Initiator.LOCAL,
                            new Spread(20, 1, 40, 900),
                            new Spread(20, 1000, 1200, 2000),
                            NONE)),
            "info idle-close 10.0.0.5:6379"),
        row(
            "a server closes after a constant idle time, many clients are one sum",
            picture().with(servers(4, NONE, same(5, 20_000))),
            "info idle-close *:8080"),
        row(
            "a constant idle time on fewer connections",
            picture().with(client(REDIS).ended(Initiator.LOCAL, NONE, same(19, 2000), NONE))),
        row(
            "a constant idle time of less than a second",
            picture().with(client(REDIS).ended(Initiator.LOCAL, NONE, same(900, 999), NONE))),
        row(
            "an idle time that varies",
            picture()
                .with(
                    client(REDIS)
                        .ended(Initiator.LOCAL, NONE, new Spread(900, 1000, 1500, 2001), NONE))),
        row(
            "the peer closes after a constant idle time",
            picture().with(client(REDIS).ended(Initiator.REMOTE, NONE, same(900, 2000), NONE))),
        row(
            "TIME_WAIT over the threshold stays a warning, idle or not",
            picture()
                .timeWait(5000, 5000)
                .with(
                    client(REDIS)
                        .timeWait(5000, 5000)
                        .ended(Initiator.LOCAL, NONE, same(900, 60_000), NONE)),
            "warning close-per-request 10.0.0.5:6379",
            "info idle-close 10.0.0.5:6379"),

        // probe
        row(
            "a peer comes at regular times for next to nothing",
            picture().with(probe(10, 500, 2000, 2, 2048)),
            "info probe *:8080"),
        row("a peer that came less often", picture().with(probe(9, 500, 2000, 2, 2048))),
        row("a peer that comes more often", picture().with(probe(10, 499, 1900, 2, 2048))),
        row("a peer that comes irregularly", picture().with(probe(10, 500, 2001, 2, 2048))),
        row("a peer that asks more", picture().with(probe(10, 500, 2000, 3, 2048))),
        row("a peer that moves more", picture().with(probe(10, 500, 2000, 2, 2049))),
        row(
            "a peer of which nothing but the times are known",
            picture().with(server("10.0.0.9:*", 8080).closeIntervals(same(10, 500)))),
        row(
            "a client that connects at regular times is no probe",
            picture()
                .with(
                    client(REDIS)
                        .closeIntervals(same(10, 10_000))
                        .ended(Initiator.LOCAL, same(10, 1), NONE, same(10, 200)))),
        row(
            "two probes of a port are one finding",
            picture().with(probe(10, 500, 2000, 2, 2048), probe(99, 10_000, 10_000, 0, 0)),
            "info probe *:8080"),
        row(
            "a server's TIME_WAIT over the threshold stays a warning, probe or not",
            picture().with(probe(10, 500, 2000, 1, 200).timeWait(5000, -1)),
            "warning time-wait-server-side *:8080",
            "info probe *:8080"),

        // abortive-close
        row(
            "a hundred resets, a tenth of what this JVM ended first",
            picture()
                .closes(Role.CLIENT, Initiator.LOCAL, How.RST, 100)
                .closes(Role.CLIENT, Initiator.LOCAL, How.FIN, 900),
            "info abortive-close process"),
        row(
            "resets as a client and as a server are one sum",
            picture()
                .closes(Role.CLIENT, Initiator.LOCAL, How.RST, 50)
                .closes(Role.SERVER, Initiator.LOCAL, How.RST, 50),
            "info abortive-close process"),
        row("fewer resets", picture().closes(Role.CLIENT, Initiator.LOCAL, How.RST, 99)),
        row(
            "less than a tenth is reset",
            picture()
                .closes(Role.CLIENT, Initiator.LOCAL, How.RST, 100)
                .closes(Role.CLIENT, Initiator.LOCAL, How.FIN, 901)),
        row("the peer resets", picture().closes(Role.CLIENT, Initiator.REMOTE, How.RST, 9000)),
        row(
            "who resets is not known",
            picture().closes(Role.CLIENT, Initiator.UNKNOWN, How.RST, 9000)),

        // together
        row(
            "failures come before ages, ages before rates, warnings before what is harmless",
            picture()
                .timeWait(30000, 24000)
                .table(30000)
                .with(
                    client(REDIS).timeWait(24000, 24000).ports(25000, 28232, 9),
                    server("10.0.0.9:*", 8080).timeWait(200, -1))
                .closeWait(REDIS, 100, 100, 100),
            "warning port-exhaustion 10.0.0.5:6379",
            "warning time-wait-table-full process",
            "warning close-wait-leak 10.0.0.5:6379",
            "info time-wait-server-side *:8080"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void finds(String name, Picture picture, List<String> expected) {
    Diagnosed diagnosed = DIAGNOSES.run(picture);

    assertEquals(List.of(), diagnosed.problems);
    assertEquals(
        expected,
        diagnosed.findings.stream()
            .map(finding -> finding.severity.label() + " " + finding.id + " " + finding.subject)
            .collect(Collectors.toList()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void neverAdvisesWhatDoesNotHelp(String name, Picture picture, List<String> expected) {
    for (Finding finding : DIAGNOSES.run(picture).findings) {
      assertFalse(finding.remedy.isEmpty(), finding.id);
      String remedies = String.join("\n", finding.remedy).toLowerCase(Locale.ROOT);
      for (String untrue : UntrueRemedies.ALL) {
        assertFalse(remedies.contains(untrue), finding.id + ": " + remedies);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void everyFindingOnTimeWaitSaysThatTheFinTimeoutIsNoRemedy(
      String name, Picture picture, List<String> expected) {
    for (Finding finding : DIAGNOSES.run(picture).findings) {
      if (!NOT_ON_TIME_WAIT.contains(finding.id)) {
        String text = String.join("\n", finding.notRemedy);
        assertTrue(text.contains("tcp_fin_timeout"), finding.id + ": " + text);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void evidenceHoldsKnownNumbersOrText(String name, Picture picture, List<String> expected) {
    for (Finding finding : DIAGNOSES.run(picture).findings) {
      finding.evidence.forEach(
          (key, value) -> {
            boolean known = value instanceof String || ((Number) value).doubleValue() >= 0;
            assertTrue(known, finding.id + " " + key + " " + value);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void aFindingCountsSomethingForItsPeak(String name, Picture picture) {
    for (Finding finding : DIAGNOSES.run(picture).findings) {
      boolean portsUnknown =
          finding.id.equals(PortExhaustion.ID) && !finding.evidence.containsKey("portsUsed");
      assertEquals(
          portsUnknown,
          finding.unit.isEmpty(),
          finding.id + ": FindingBuilder.counting is missing");
    }
  }

  @Test
  void aRuleThatFailsLeavesTheOthersTheirSay() {
    Diagnosis broken =
        new Diagnosis() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public void diagnose(Picture picture, Consumer<Finding> found) {
            found.accept(new FindingBuilder("broken", Severity.WARNING, "half").build());
            throw new IllegalStateException("boom");
          }
        };
    Diagnoses diagnoses = new Diagnoses(Arrays.asList(broken, new TimeWaitTableFull()));

    Diagnosed diagnosed = diagnoses.run(picture().timeWait(1000, -1).table(1000).build());

    assertEquals(1, diagnosed.findings.size());
    assertEquals(TimeWaitTableFull.ID, diagnosed.findings.get(0).id);
    assertEquals(1, diagnosed.problems.size());
    String problem = diagnosed.problems.get(0);
    assertTrue(
        problem.startsWith(
            "diagnosis broken failed and is left out: java.lang.IllegalStateException at "),
        problem);
  }

  private static Arguments row(String name, PictureBuilder picture, String... expected) {
    return Arguments.of(name, picture.build(), List.of(expected));
  }

  private static PictureBuilder picture() {
    return new PictureBuilder();
  }

  private static PictureBuilder picture(double watchingSeconds) {
    PictureBuilder picture = new PictureBuilder();
    picture.watchingSeconds = watchingSeconds;
    return picture;
  }

  /** A client whose connections are all closed by one stack, the innermost frame first. */
  private static PictureBuilder closedBy(int sockets, String... frames) {
    return picture()
        .timeWait(sockets, sockets)
        .with(
            client(REDIS)
                .timeWait(sockets, sockets)
                .connections(1, 3)
                .share("s", frames[frames.length - 1], "", sockets))
        .site("s", Role.CLIENT, sockets, frames);
  }

  /** A client whose connections are closed by two stacks. */
  private static PictureBuilder closedBy(String frame, int sockets, String other, int others) {
    int all = sockets + others;
    return picture()
        .timeWait(all, all)
        .with(
            client(REDIS)
                .timeWait(all, all)
                .share("s", frame, "", sockets)
                .share("t", other, "", others))
        .site("s", Role.CLIENT, sockets, frame)
        .site("t", Role.CLIENT, others, other);
  }

  private static String[] with(String first, String[] others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }

  private static String[] infoOfPorts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "info time-wait-server-side *:" + (8000 + i))
        .toArray(String[]::new);
  }

  private static DestinationBuilder[] manyPorts(int count, int each) {
    return IntStream.range(0, count)
        .mapToObj(i -> server("10.0.0.9:*", 8000 + i).timeWait(each, -1))
        .toArray(DestinationBuilder[]::new);
  }

  private static DestinationBuilder[] many(int count, int each) {
    return IntStream.range(0, count)
        .mapToObj(i -> client("10.0.1." + i + ":80").timeWait(each, each))
        .toArray(DestinationBuilder[]::new);
  }

  /** Peers of one port whose connections this JVM ended first. */
  private static DestinationBuilder[] servers(int count, Spread exchanges, Spread idleMillis) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                server("10.0.1." + i + ":*", 8080)
                    .ended(Initiator.LOCAL, exchanges, idleMillis, NONE))
        .toArray(DestinationBuilder[]::new);
  }

  private static DestinationBuilder probe(
      long connections, long leastInterval, long mostInterval, long exchanges, long bytes) {
    return server("10.0.0.9:*", 8080)
        .closeIntervals(new Spread(connections, leastInterval, leastInterval, mostInterval))
        .ended(Initiator.REMOTE, same(connections, exchanges), NONE, same(connections, bytes));
  }
}
