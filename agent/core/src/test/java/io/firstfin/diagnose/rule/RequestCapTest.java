package io.firstfin.diagnose.rule;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.PictureBuilder;
import io.firstfin.diagnose.RuleCases;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class RequestCapTest extends RuleCases {
  private static final String OKHTTP = "okhttp3.internal.connection.RealCall.x(RealCall.kt:1)";
  private static final String SSH = "com.jcraft.jsch.Session.disconnect(Session.java:1)";
  private static final String JDBC = "org.postgresql.core.PGStream.close(PGStream.java:1)";
  private static final String LDAP = "com.sun.jndi.ldap.Connection.cleanup(Connection.java:1)";

  static Stream<Arguments> pictures() {
    return Stream.of(
        row(
            "the peer closes after a constant number of exchanges",
            picture().with(client(REDIS).ended(Initiator.REMOTE, same(50, 100), same(50, 3), NONE)),
            "info request-cap 10.0.0.5:6379"),
        row(
            "this server closes after a constant number of exchanges, many clients are one sum",
            picture().with(servers(10, same(5, 100), same(5, 3))),
            "info request-cap *:8080"),
        row(
            "either end is first after a constant number of exchanges",
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
            "a number that no server is known to limit, and no stack of HTTP",
            picture().with(client(REDIS).ended(Initiator.REMOTE, same(900, 50), NONE, NONE))),
        row(
            "a limit that was set, towards a server of HTTP that closes",
            closedBy(Initiator.REMOTE, 50, OKHTTP),
            "info request-cap 10.0.0.5:6379"),
        row(
            "a number of this client's own, on connections of HTTP",
            closedBy(Initiator.LOCAL, 50, OKHTTP)),
        row("sessions of SSH that this client ends", closedBy(Initiator.LOCAL, 11, SSH)),
        row("sessions of SSH that the server ends", closedBy(Initiator.REMOTE, 11, SSH)),
        row("units of work on a database", closedBy(Initiator.LOCAL, 24, JDBC)),
        row("units of work as long as a usual limit", closedBy(Initiator.LOCAL, 100, JDBC)),
        row("sessions of LDAP", closedBy(Initiator.REMOTE, 12, LDAP)),
        row("sessions of the application's own protocol", closedBy(Initiator.LOCAL, 13, CALL)),
        row(
            "a server of another protocol",
            picture()
                .with(
                    server("10.0.0.9:*", 2222)
                        .ended(Initiator.LOCAL, same(900, 11), same(900, 3), NONE))),
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
            "warning time-wait-server-side *:8080"));
  }

  private static PictureBuilder closedBy(Initiator initiator, int exchanges, String frame) {
    return picture()
        .with(
            client(REDIS)
                .ended(initiator, same(900, exchanges), same(900, 2), NONE)
                .closed(initiator, "s", CALL, 900))
        .site("s", Role.CLIENT, 0, frame, CALL);
  }

  @Test
  void aServersLimitOfRequests() {
    Picture picture =
        new PictureBuilder()
            .timeWait(6000, 6000)
            .with(
                server("10.0.0.9:*", 8080)
                    .timeWait(6000, -1)
                    .ended(Initiator.LOCAL, same(900, 100), same(900, 0), Spread.UNKNOWN)
                    .closed(Initiator.LOCAL, "a", "", 900))
            .site(
                "a",
                Role.SERVER,
                6000,
                "org.apache.tomcat.util.net.NioChannel.close(NioChannel.java:109)")
            .build();

    assertEquals(
        """
        [firstfin] WARNING request-cap *:8080: 6,000 sockets in TIME_WAIT on this listening port; this JVM closed
                   first in all of them (server side).
                   Their cost: no client port; no descriptor; about 0.25 KB of kernel memory each, 1.5 MB in all; they
                   count toward net.ipv4.tcp_max_tw_buckets.
                    100 %  line not known
                   Of 900 recent connections this JVM ended 900 first, the client 0.
                   Also seen, and explained by this: time-wait-server-side.
                   Cause: this server allows about 100 exchanges on a connection.
                   Remedy: maxKeepAliveRequests (100 unless set; in Spring Boot server.tomcat.max-keep-alive-requests)
                     higher, or -1 for no limit.
                   Not a remedy: 1. net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT).
                                 2. any other sysctl: nothing is short here.
                   Check: count the requests between two handshakes: tcpdump -nn port 8080
                   More: java -jar firstfin.jar explain request-cap
        """,
        logged(picture));
  }
}
