package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class PortExhaustionTest extends RuleCases {
  private static final String CACHE = "com.acme.CacheClient.get(CacheClient.java:42)";

  static Stream<Arguments> pictures() {
    return Stream.of(
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
            "warning port-exhaustion [::1]:80"));
  }

  @Test
  void portsThatRunOutHaveThisText() {
    Picture picture =
        new PictureBuilder()
            .defaultPorts()
            .with(
                client(REDIS)
                    .timeWait(4000, 28000)
                    .rate(400)
                    .ports(28232, 28232, 0)
                    .share("a", CACHE, "", 4000))
            .failure("address_unavailable", REDIS, 17, 1000)
            .build();

    assertEquals(
        """
        [firstfin] WARNING port-exhaustion 10.0.0.5:6379: 17 connects found no free port (EADDRNOTAVAIL); 100 % of the
                   28,232 ports to this destination are taken.
                   The last connect that failed: com.acme.Net.go(Net.java:9)
                   Taken by: TIME_WAIT of this JVM 4,000, other TIME_WAIT 24,000, other states 232.
                   The present rate, 400 closes a second, leads to 24,000 in TIME_WAIT; the ports bear 471 a second.
                    100 %  com.acme.CacheClient.get(CacheClient.java:42)
                   Cause: closes that are not traced to this JVM, such as those of other processes of the network
                     namespace, keep the ports for 60 s.
                   Remedy: 1. find the process that closes first.
                           2. then net.ipv4.tcp_tw_reuse=1 on this host (both ends need TCP timestamps; not behind
                              IPVS or NAT, which may still hold the old connection).
                           3. a wider net.ipv4.ip_local_port_range (now 32768 to 60999), or more source or destination
                              addresses.
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. lowering net.ipv4.tcp_max_tw_buckets (connections lose their protection).
                   Check: ss -Htan dst 10.0.0.5:6379 | wc -l
                   More: java -jar firstfin.jar explain port-exhaustion
        """,
        logged(picture));
  }

  @Test
  void portsRunOutForEachCallHasAConnection() {
    Picture picture =
        new PictureBuilder()
            .timeWait(22000, 22000)
            .with(
                client(REDIS)
                    .timeWait(22000, 22000)
                    .rate(500)
                    .ports(22003, 28232, 12.4)
                    .connections(1, 3)
                    .share("a", CACHE, "redis.clients.jedis.Jedis.close", 22000))
            .site("a", Role.CLIENT, 22000, "redis.clients.jedis.Jedis.close(Jedis.java:400)", CACHE)
            .build();

    assertEquals(
        """
        [firstfin] WARNING port-exhaustion 10.0.0.5:6379: 78 % of the 28,232 ports to this destination are taken, the
                   rest last 12 s.
                   Taken by: TIME_WAIT of this JVM 22,000, other TIME_WAIT 0, other states 3.
                   The present rate, 500 closes a second, leads to 30,000 in TIME_WAIT; the ports bear 471 a second.
                   This JVM closed first in 22,000 of them (client side, 1 exchange each, 3 ms old at the median).
                    100 %  com.acme.CacheClient.get(CacheClient.java:42)  via redis.clients.jedis.Jedis.close
                   Also seen, and explained by this: close-per-request.
                   Cause: one connection per call; each close keeps its port for 60 s.
                   Remedy: 1. keep one RedisClient (JedisPooled before Jedis 7.2) for the process and let it keep
                              connections.
                           2. then net.ipv4.tcp_tw_reuse=1 on this host (both ends need TCP timestamps; not behind
                              IPVS or NAT, which may still hold the old connection).
                           3. a wider net.ipv4.ip_local_port_range, or more source or destination addresses.
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. lowering net.ipv4.tcp_max_tw_buckets (connections lose their protection).
                   Check: ss -Htan dst 10.0.0.5:6379 | wc -l
                   More: java -jar firstfin.jar explain port-exhaustion
        """,
        logged(picture));
  }
}
