package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.UntrueRemedies;
import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {
  private static final Libraries LIBRARIES = Libraries.builtIn();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sun.net.www.http.HttpClient.closeServer(HttpClient.java:1) | disconnect()
          jdk.internal.net.http.PlainHttpConnection.close(P.java:1)  | java.net.http.HttpClient
          org.apache.hc.core5.http.impl.io.BHttpConnectionBase.close | HttpClientResponseHandler
          org.apache.http.impl.BHttpConnectionBase.close(B.java:1)   | EntityUtils.consume
          okhttp3.internal.Util.closeQuietly(Util.kt:1)              | OkHttpClient
          redis.clients.jedis.Connection.close(Connection.java:1)    | RedisClient
          io.lettuce.core.RedisClient.connect(RedisClient.java:1)    | StatefulRedisConnection
          reactor.netty.http.client.HttpClient.x(HttpClient.java:1)  | ConnectionProvider
          io.netty.channel.AbstractChannel.close(A.java:1)           | FixedChannelPool
          com.zaxxer.hikari.pool.PoolBase.quietlyClose(P.java:1)     | HikariDataSource
          org.postgresql.core.PGStream.close(PGStream.java:1)        | DriverManager.getConnection
          org.apache.kafka.common.network.Selector.close(S.java:1)   | KafkaProducer
          com.jcraft.jsch.Session.disconnect(Session.java:1)         | openChannel
          net.schmizz.sshj.SSHClient.disconnect(SSHClient.java:1)    | startSession
          com.sun.jndi.ldap.LdapCtx.close(LdapCtx.java:1)            | connect.pool
          com.unboundid.ldap.sdk.LDAPConnection.close(L.java:1)      | LDAPConnectionPool
          org.apache.commons.net.ftp.FTPClient.storeFile(F.java:1)   | data connection
          jakarta.mail.Transport.send(Transport.java:1)              | sendMessage
          org.mariadb.jdbc.Connection.close(Connection.java:1)       | MariaDbPoolDataSource
          com.mongodb.internal.connection.SocketStream.close(S.j)    | MongoClient
          org.apache.activemq.ActiveMQConnection.close(A.java:1)     | JmsPoolConnectionFactory
          org.apache.activemq.artemis.core.client.X.close(X.java:1)  | JmsPoolConnectionFactory
          org.apache.hadoop.hbase.ipc.NettyRpcConnection.x(N.java:1) | createConnection
          org.apache.hadoop.ipc.Client$Connection.close(C.java:1)    | FileSystem.get
          io.grpc.netty.NettyClientTransport.x(N.java:1)             | ManagedChannel
          software.amazon.awssdk.http.apache.ApacheHttpClient.x(A.j) | service client
          """)
  void knowsTheLibraryOfAFrame(String frame, String word) {
    List<String> remedies =
        LIBRARIES.remedies(FindingId.CLOSE_PER_REQUEST, List.of(frame, "com.acme.Shop.buy(S:1)"));

    assertTrue(String.join("\n", remedies).contains(word), remedies.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.tomcat.util.net.NioChannel.close, org.apache.tomcat.util.threads.TaskThread.run",
    "io.undertow.server.HttpServerConnection.close, org.jboss.threads.EnhancedQueueExecutor.run",
  })
  void theExecutorOfAServerIsNotItsUser(String close, String executor) {
    assertFalse(
        LIBRARIES.remedies(FindingId.TIME_WAIT_SERVER_SIDE, List.of(close, executor)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.apache.tomcat.util.net.Acceptor.run(Acceptor.java:1)         | http-nio-#-Acceptor | Tomcat
          io.netty.channel.socket.nio.NioServerSocketChannel.doReadMessages | boss-#             | Netty
          io.netty.channel.socket.nio.NioServerSocketChannel.doReadMessages | reactor-http-nio-# | reactor-netty
          sun.net.httpserver.ServerImpl$Dispatcher.run(ServerImpl.java:1)  | HTTP-Dispatcher     | the JDK's HttpServer
          com.acme.Server.accept(Server.java:1)                            | reactor-http-nio-#  | ''
          """)
  void aServersLibraryIsTheOneThatAccepts(String frame, String thread, String library) {
    assertEquals(library, LIBRARIES.acceptor(List.of(frame), thread));
  }

  @Test
  void asksTheLibraryThatTheApplicationCalled() {
    List<String> remedies =
        LIBRARIES.remedies(
            FindingId.CLOSE_PER_REQUEST,
            List.of(
                "io.netty.channel.AbstractChannel.close(A.java:1)",
                "io.lettuce.core.RedisClient.shutdown(RedisClient.java:1)",
                "com.acme.Cache.get(Cache.java:42)"));

    assertTrue(remedies.get(0).contains("StatefulRedisConnection"), remedies.toString());
  }

  @Test
  void neverAdvisesTheSwitchOfALibraryInsideTheOneThatTheApplicationCalled() {
    for (String outer :
        List.of(
            "org.redisson.Redisson.shutdown(R.java:1)",
            "io.vertx.core.http.HttpClient.x(H.java:1)",
            "org.asynchttpclient.DefaultAsyncHttpClient.x(D.java:1)",
            "org.jgroups.X.y(X.java:1)")) {
      for (String inner :
          List.of(
              "io.netty.channel.AbstractChannel.close(A.java:1)",
              "sun.net.www.http.HttpClient.closeServer(H.java:1)",
              "org.apache.http.impl.BHttpConnectionBase.close(B.java:1)")) {
        String call = "com.acme.Shop.buy(S:1)";
        assertEquals(
            LIBRARIES.remedies(FindingId.CLOSE_PER_REQUEST, List.of(outer, call)),
            LIBRARIES.remedies(FindingId.CLOSE_PER_REQUEST, List.of(inner, outer, call)));
      }
    }
  }

  @Test
  void asksTheLibraryThatTheUserOfAWrapperConfigures() {
    String call = "com.acme.Shop.buy(S:1)";
    String url = "sun.net.www.http.HttpClient.closeServer(H.java:1)";
    String handler = "feign.ReflectiveFeign$Handler.invoke(R.java:104)";
    String template = "org.springframework.web.client.RestTemplate.execute(R.java:1)";

    assertTrue(
        LIBRARIES
            .remedies(FindingId.POOL_CHURN, List.of(url, handler, template, call))
            .get(0)
            .contains("http.maxConnections"));
    // What Spring's user configures is Lettuce, not what Lettuce is built on.
    assertEquals(
        List.of(),
        LIBRARIES.remedies(
            FindingId.SERVER_CLOSES_EACH,
            List.of(
                "io.netty.channel.AbstractChannel.close(A.java:1)",
                "io.lettuce.core.RedisClient.x(R.java:1)",
                template,
                call)));
  }

  @Test
  void aToolkitIsAskedOnlyWhereTheApplicationCallsItItself() {
    String close = "io.netty.channel.AbstractChannel.close(A.java:1)";

    assertEquals(List.of(), LIBRARIES.remedies(FindingId.CLOSE_PER_REQUEST, List.of(close)));
    assertFalse(
        LIBRARIES
            .remedies(FindingId.CLOSE_PER_REQUEST, List.of(close, "com.acme.Shop.buy(S:1)"))
            .isEmpty());
  }

  @Test
  void theThreadTellsTheLibraryWhereNoFrameIsTheApplications() {
    List<String> netty = List.of("io.netty.channel.AbstractChannel.close(A.java:1)");
    List<String> ofLettuce =
        LIBRARIES.remedies(FindingId.CLOSE_PER_REQUEST, netty, "lettuce-epollEventLoop-#-#");

    assertTrue(ofLettuce.get(0).contains("StatefulRedisConnection"), ofLettuce.toString());
    assertEquals(
        List.of(), LIBRARIES.remedies(FindingId.CLOSE_PER_REQUEST, netty, "acme-worker-#"));
    assertEquals(
        List.of(), LIBRARIES.remedies(FindingId.SERVER_CLOSES_EACH, netty, "redisson-netty-#-#"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com.sun.jndi.ldap.X.close  | org.springframework.ldap.core.X.search | setPooled
          org.apache.activemq.X.end  | org.springframework.jms.core.X.send    | CachingConnectionFactory
          org.postgresql.X.close     | com.alibaba.druid.pool.X.shrink        | DruidDataSource
          org.postgresql.X.close     | org.springframework.jdbc.core.X.query  | one pool
          org.postgresql.X.close     | org.apache.ibatis.session.X.close      | one pool
          org.postgresql.X.close     | org.apache.seata.rm.datasource.X.close | one pool
          io.netty.channel.X.close   | com.datastax.oss.driver.X.close        | CqlSession
          """)
  void asksAPoolBeforeItsDriverAndATemplateBeforeItsClient(
      String inner, String outer, String word) {
    List<String> remedies =
        LIBRARIES.remedies(
            FindingId.CLOSE_PER_REQUEST,
            List.of(inner + "(X.java:1)", outer + "(Y.java:1)", "com.acme.Shop.buy(Shop.java:1)"));

    assertTrue(String.join("\n", remedies).contains(word), remedies.toString());
  }

  @Test
  void asksNoLibraryThatCalledTheApplication() {
    assertEquals(
        List.of(),
        LIBRARIES.remedies(
            FindingId.CLOSE_PER_REQUEST,
            List.of(
                "com.acme.Cache.get(Cache.java:42)",
                "io.netty.channel.AbstractChannelHandlerContext.x(A.java:1)")));
  }

  @Test
  void hasNothingToSayOfAnUnknownLibrary() {
    assertEquals(
        List.of(),
        LIBRARIES.remedies(FindingId.CLOSE_PER_REQUEST, List.of("org.jgroups.X.y(X.java:1)")));
  }

  @Test
  void neverAdvisesWhatDoesNotHelp() {
    for (Library library : LIBRARIES.all()) {
      for (List<String> remedies : library.remedies()) {
        String text = String.join("\n", remedies).toLowerCase(Locale.ROOT);
        for (String untrue : UntrueRemedies.ALL) {
          assertFalse(text.contains(untrue), library.name + ": " + text);
        }
      }
    }
  }

  @Test
  void theLibraryOfAThreadIsKnownByItsName() {
    assertEquals("Lettuce", LIBRARIES.ofThread("lettuce-nioEventLoop-4-1").name);
    assertEquals("reactor-netty", LIBRARIES.ofThread("reactor-http-epoll-2").name);
    assertNull(LIBRARIES.ofThread("main"));
  }

  @Test
  void theUsersLibraryIsAskedInsteadOfTheOneOfTheSamePackages() {
    Libraries both =
        LIBRARIES.with(
            LibraryParser.parse(
                "name = our Redis\npackage = redis.clients.jedis.\n"
                    + "remedy.close-per-request = ask the platform team\n",
                new ArrayList<>()));

    assertEquals(
        List.of("ask the platform team"),
        both.remedies(
            FindingId.CLOSE_PER_REQUEST,
            List.of("redis.clients.jedis.Connection.close(Connection.java:1)")));
    assertEquals(Owner.LIBRARY, both.packages().ownerOf("redis.clients.jedis.Jedis"));
  }

  @Test
  void whatAUserCallsTheApplicationsEndsTheSearch() {
    Libraries both =
        LIBRARIES.with(
            LibraryParser.parse(
                "name = ours\nkind = application\npackage = org.apache.acme.\n",
                new ArrayList<>()));

    assertEquals(Owner.APPLICATION, both.packages().ownerOf("org.apache.acme.Shop"));
    assertEquals(
        List.of(),
        both.remedies(
            FindingId.CLOSE_PER_REQUEST,
            List.of(
                "org.apache.acme.Shop.x(Shop.java:1)",
                "redis.clients.jedis.Connection.close(Connection.java:1)")));
  }
}
