package io.firstfin.diagnose;

import io.firstfin.record.LibraryPackages;
import io.firstfin.vocabulary.FindingId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What is known of libraries. Every class, method and property named here exists in the newest
 * release of its library when it was written; where an older one calls it otherwise, both names are
 * given.
 */
public final class Libraries {
  private static final FindingId PER_REQUEST = FindingId.CLOSE_PER_REQUEST;
  private static final FindingId POOL = FindingId.POOL_CHURN;
  private static final FindingId SERVER_SIDE = FindingId.TIME_WAIT_SERVER_SIDE;
  private static final FindingId SERVER_EACH = FindingId.SERVER_CLOSES_EACH;
  private static final FindingId CLOSE_WAIT = FindingId.CLOSE_WAIT_LEAK;
  private static final FindingId POOLED = FindingId.CLOSE_WAIT_POOLED;
  private static final FindingId STALE = FindingId.STALE_REUSE;
  private static final FindingId SILENT = FindingId.SILENT_MIDDLEBOX;
  private static final FindingId CAP = FindingId.REQUEST_CAP;

  private static final String EVICT_IDLE =
      "HttpClientBuilder.evictExpiredConnections() and evictIdleConnections(...) below the server's"
          + " idle time-out";

  private static final String EVICT_IN_RUNS =
      "setTimeBetweenEvictionRuns(...), without which nothing is evicted, with"
          + " setTestWhileIdle(true) or a setMinEvictableIdleDuration(...) below ";

  private static final String HONOUR_KEEP_ALIVE =
      "close only when HttpUtil.isKeepAlive(request) is false, as HttpServerKeepAliveHandler does:"
          + " no ChannelFutureListener.CLOSE after every response";

  /** The more special before the more general: the first that owns a frame is taken. */
  public static final List<Library> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              new Library("HttpURLConnection", "sun.net.www.", "java.net.HttpURLConnection.")
                  .poolCloses(
                      "sun.net.www.http.KeepAliveCache.put",
                      // Of what has expired, before the updates of 2023.
                      "sun.net.www.http.KeepAliveCache.get",
                      "sun.net.www.http.KeepAliveCache.run")
                  .remedy(
                      STALE,
                      "-Dhttp.keepAlive.time.server (seconds, for servers that send no"
                          + " Keep-Alive header; 5 unless set; since JDK 18 and in updates of"
                          + " 17, 11 and 8) below the server's idle time-out")
                  .remedy(
                      PER_REQUEST,
                      "read the body and the error stream to the end and close the stream, call no"
                          + " disconnect(), send no Connection: close")
                  .remedy(
                      POOL,
                      "when more than 5 calls run at once, raise -Dhttp.maxConnections, the idle"
                          + " connections kept per destination")
                  .remedy(
                      CLOSE_WAIT,
                      "read getInputStream() or getErrorStream() to the end and close it, whatever"
                          + " the status"),
              new Library("java.net.http", "jdk.internal.net.http.", "java.net.http.")
                  .clientEnds(
                      "jdk.internal.net.http.HttpClientImpl.stop",
                      "jdk.internal.net.http.ConnectionPool.stop",
                      "jdk.internal.net.http.Http2ClientImpl.stop")
                  .poolCloses(
                      "jdk.internal.net.http.ConnectionPool"
                          + ".purgeExpiredConnectionsAndReturnNextDeadline")
                  .remedy(
                      STALE,
                      "-Djdk.httpclient.keepalive.timeout (seconds; 30 since JDK 20,"
                          + " 1,200 before) below the server's idle time-out")
                  .remedy(
                      SILENT,
                      "-Djdk.httpclient.keepalive.timeout (seconds; 30 since JDK 20,"
                          + " 1,200 before) below the limit of what is between")
                  .remedy(
                      FindingId.CLIENT_PER_CALL,
                      "make one java.net.http.HttpClient for the process and share it: each has a"
                          + " selector thread and a pool of its own")
                  .remedy(
                      POOL,
                      "raise -Djdk.httpclient.keepalive.timeout (seconds, 30 since JDK 20) and"
                          + " -Djdk.httpclient.connectionPoolSize, if they are set")
                  .remedy(
                      PER_REQUEST,
                      "keep one java.net.http.HttpClient for the process: each has a pool of its"
                          + " own (jdk.httpclient.keepalive.timeout, 30 s since JDK 20)")
                  .remedy(
                      CLOSE_WAIT,
                      "read every body to its end, or close the stream of"
                          + " BodyHandlers.ofInputStream() in try-with-resources"),
              new Library("AWS SDK 2", "software.amazon.awssdk.")
                  .remedy(
                      PER_REQUEST,
                      "keep one service client for the process and read each ResponseInputStream"
                          + " to its end: abort() ends the connection")
                  .remedy(
                      CLOSE_WAIT,
                      "read each ResponseInputStream to its end and close it, or call abort()"),
              new Library("AWS SDK 1", "com.amazonaws.")
                  .remedy(
                      PER_REQUEST,
                      "keep one service client for the process and read each S3ObjectInputStream"
                          + " to its end: abort() ends the connection")
                  .remedy(
                      CLOSE_WAIT,
                      "read each S3ObjectInputStream to its end and close it, or call abort()"),
              new Library("Apache HttpClient 5", "org.apache.hc.client5.", "org.apache.hc.core5.")
                  .poolOpens(
                      "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager"
                          + ".connect")
                  .remedy(
                      STALE,
                      "ConnectionConfig.Builder.setValidateAfterInactivity(...) and"
                          + " HttpClientBuilder.evictIdleConnections(...) below the server's"
                          + " idle time-out")
                  .remedy(
                      SILENT,
                      "HttpClientBuilder.evictIdleConnections(...) and"
                          + " ConnectionConfig.Builder.setTimeToLive(...) below the limit of what is"
                          + " between")
                  .remedy(
                      PER_REQUEST,
                      "keep one CloseableHttpClient for the process and take each response in an"
                          + " HttpClientResponseHandler, or EntityUtils.consume(entity) before"
                          + " closing it")
                  .remedy(
                      POOL,
                      "when more calls run at once than the pool holds, raise setMaxConnPerRoute"
                          + " (5) and setMaxConnTotal (25) of"
                          + " PoolingHttpClientConnectionManagerBuilder")
                  .remedy(
                      CLOSE_WAIT,
                      "take each response in an HttpClientResponseHandler, or close it in"
                          + " try-with-resources, whatever the status")
                  .remedy(POOLED, EVICT_IDLE),
              new Library("Apache HttpClient 4", "org.apache.http.")
                  .clientEnds("org.apache.http.pool.AbstractConnPool.shutdown")
                  .poolOpens("org.apache.http.impl.conn.PoolingHttpClientConnectionManager.connect")
                  .poolCloses(
                      "org.apache.http.pool.AbstractConnPool.closeIdle",
                      "org.apache.http.pool.AbstractConnPool.closeExpired")
                  .remedy(
                      STALE,
                      "PoolingHttpClientConnectionManager.setValidateAfterInactivity(...)"
                          + " (2 s unless set) and HttpClientBuilder.evictIdleConnections(...)"
                          + " below the server's idle time-out")
                  .remedy(
                      SILENT,
                      "HttpClientBuilder.evictIdleConnections(...) and"
                          + " setConnectionTimeToLive(...) below the limit of what is between")
                  .remedy(
                      PER_REQUEST,
                      "keep one CloseableHttpClient for the process and call"
                          + " EntityUtils.consume(entity) before closing a response")
                  .remedy(
                      POOL,
                      "when more calls run at once than the pool holds, raise setMaxConnPerRoute"
                          + " (2) and setMaxConnTotal (20) of HttpClientBuilder")
                  .remedy(
                      CLOSE_WAIT,
                      "close each CloseableHttpResponse in try-with-resources, whatever the status")
                  .remedy(POOLED, EVICT_IDLE),
              new Library("OkHttp", "okhttp3.", "com.squareup.okhttp.")
                  .poolOpens(
                      "okhttp3.internal.connection.ConnectPlan.connectTcp",
                      "okhttp3.internal.connection.RealConnection.connect")
                  .poolEmptied("okhttp3.internal.connection.RealConnectionPool.evictAll")
                  .remedy(
                      FindingId.CLIENT_PER_CALL,
                      "make one OkHttpClient for the process and share it (newBuilder() shares its"
                          + " pool); call no evictAll() while it is in use")
                  .remedy(
                      POOLED,
                      "new ConnectionPool(..., keepAliveDuration, ...) below the server's idle"
                          + " time-out: 5 minutes unless set")
                  .poolCloses(
                      "okhttp3.internal.connection.RealConnectionPool.cleanup",
                      "okhttp3.internal.connection.RealConnectionPool.closeConnections")
                  .remedy(
                      STALE,
                      "new ConnectionPool(maxIdleConnections, keepAliveDuration, ...)"
                          + " with a duration (5 minutes unless set) below the server's idle"
                          + " time-out")
                  .remedy(
                      SILENT,
                      "new ConnectionPool(maxIdleConnections, keepAliveDuration, ...)"
                          + " with a duration (5 minutes unless set) below the limit of what is"
                          + " between; pingInterval(...) for HTTP/2")
                  .remedy(
                      PER_REQUEST,
                      "keep one OkHttpClient for the process (newBuilder() shares its pool) and"
                          + " close every Response")
                  .remedy(
                      POOL,
                      "when more than 5 calls run at once, give it new"
                          + " ConnectionPool(maxIdleConnections, ...): 5 unless set")
                  .remedy(
                      CLOSE_WAIT,
                      "close every Response in try-with-resources, also of failed and retried"
                          + " calls"),
              new Library("Jedis", "redis.clients.jedis.")
                  .remedy(
                      FindingId.ABORTIVE_CLOSE,
                      "Jedis resets on purpose when it closes, and harms nothing once the reply was"
                          + " read; fewer closes come from one RedisClient for the process"
                          + " (JedisPooled before Jedis 7.2)")
                  .remedy(
                      PER_REQUEST,
                      "keep one RedisClient (JedisPooled before Jedis 7.2) for the process and let"
                          + " it keep connections")
                  .remedy(
                      CLOSE_WAIT,
                      "give each Jedis back to its pool in try-with-resources, and close those"
                          + " made without a pool"),
              new Library("Lettuce", "io.lettuce.core.", "com.lambdaworks.redis.")
                  .remedy(
                      SILENT,
                      "SocketOptions.Builder.keepAlive(KeepAliveOptions) below the limit of what"
                          + " is between, and tcpUserTimeout(...)")
                  .remedy(
                      PER_REQUEST,
                      "keep one RedisClient and one StatefulRedisConnection for the process: many"
                          + " threads may share it")
                  .remedy(CLOSE_WAIT, "close each StatefulRedisConnection that is opened"),
              new Library("reactor-netty", "reactor.netty.")
                  .remedy(
                      STALE,
                      "ConnectionProvider.builder(...).maxIdleTime(...) (none unless set)"
                          + " below the server's idle time-out")
                  .remedy(
                      SILENT,
                      "ConnectionProvider.builder(...).maxIdleTime(...) and"
                          + " maxLifeTime(...) (none unless set) below the limit of what is"
                          + " between")
                  .remedy(CAP, "HttpServer.maxKeepAliveRequests(...): no limit unless set")
                  .remedy(
                      PER_REQUEST,
                      "keep one HttpClient on one ConnectionProvider and consume every body:"
                          + " newConnection() and keepAlive(false) do without a pool")
                  .remedy(
                      SERVER_SIDE,
                      "HttpServer.maxKeepAliveRequests and idleTimeout decide when the server"
                          + " closes")
                  .remedy(
                      SERVER_EACH,
                      "no HttpServerResponse.keepAlive(false), and no"
                          + " HttpServer.maxKeepAliveRequests(1)")
                  .remedy(
                      CLOSE_WAIT,
                      "consume or cancel the body of every response, whatever the status"),
              new Library("gRPC", "io.grpc.")
                  .remedy(
                      SILENT,
                      "ManagedChannelBuilder.keepAliveTime(...) below the limit of what"
                          + " is between, or idleTimeout(...)")
                  .remedy(
                      PER_REQUEST,
                      "keep one ManagedChannel per target for the process; shutdown() only at its"
                          + " end")
                  .remedy(
                      SERVER_SIDE,
                      "ServerBuilder.maxConnectionAge and maxConnectionIdle decide when the server"
                          + " closes")
                  .remedy(CLOSE_WAIT, "call shutdown() on each ManagedChannel that is given up"),
              new Library("Netty", "io.netty.")
                  .remedy(
                      STALE,
                      "reactor-netty: ConnectionProvider.builder(...).maxIdleTime(...) (none unless"
                          + " set) below the server's idle time-out; a pool of your own: an"
                          + " IdleStateHandler that closes")
                  .remedy(
                      SILENT,
                      "reactor-netty: ConnectionProvider.builder(...).maxIdleTime(...) and"
                          + " maxLifeTime(...) below the limit of what is between; a pool of your"
                          + " own: an IdleStateHandler that closes")
                  .remedy(
                      PER_REQUEST,
                      "keep the Channel after a response and use it again, as"
                          + " io.netty.channel.pool.FixedChannelPool does")
                  .remedy(SERVER_SIDE, HONOUR_KEEP_ALIVE)
                  .remedy(SERVER_EACH, HONOUR_KEEP_ALIVE)
                  .remedy(
                      CLOSE_WAIT,
                      "with ALLOW_HALF_CLOSURE close the Channel on ChannelInputShutdownEvent; with"
                          + " AUTO_READ off call read(), or the end of stream is never seen"),
              new Library(
                      "Tomcat",
                      "org.apache.tomcat.util.net.",
                      "org.apache.coyote.",
                      "org.apache.catalina.")
                  .remedy(
                      CAP,
                      "maxKeepAliveRequests (100 unless set; in Spring Boot"
                          + " server.tomcat.max-keep-alive-requests) higher, or -1 for no limit")
                  .remedy(
                      SERVER_SIDE,
                      "Tomcat closes after maxKeepAliveRequests (100 unless set; in Spring Boot"
                          + " server.tomcat.max-keep-alive-requests), after keepAliveTimeout, and"
                          + " when the client asks for it")
                  .remedy(
                      SERVER_EACH,
                      "maxKeepAliveRequests (in Spring Boot server.tomcat.max-keep-alive-requests)"
                          + " above 1, which lets no connection be kept; 100 unless set"),
              new Library("the JDK's HttpServer", "sun.net.httpserver.", "com.sun.net.httpserver.")
                  .remedy(
                      FindingId.SERVER_STUCK,
                      "-Dsun.net.httpserver.maxReqTime and maxRspTime (seconds, none unless set) end"
                          + " the connections that are stuck",
                      "HttpServer.setExecutor(...) with threads enough: without it one stuck handler"
                          + " stops the whole server"),
              new Library("Jetty", "org.eclipse.jetty.")
                  .remedy(
                      SERVER_SIDE,
                      "Jetty closes after ServerConnector.setIdleTimeout, after every response with"
                          + " HttpConfiguration.setPersistentConnectionsEnabled(false), and when the"
                          + " client asks for it")
                  .remedy(
                      SERVER_EACH,
                      "no HttpConfiguration.setPersistentConnectionsEnabled(false): it ends every"
                          + " connection behind its response"),
              new Library("Undertow", "io.undertow.", "org.xnio.")
                  .remedy(
                      SERVER_SIDE,
                      "Undertow closes after UndertowOptions.NO_REQUEST_TIMEOUT and IDLE_TIMEOUT,"
                          + " after HttpServerExchange.setPersistent(false), and when the client"
                          + " asks for it")
                  .remedy(
                      SERVER_EACH,
                      "no HttpServerExchange.setPersistent(false): it ends the connection behind"
                          + " the response"),
              new Library("Apache Commons Pool", "org.apache.commons.pool2.")
                  .poolOpens(
                      "org.apache.commons.pool2.impl.GenericObjectPool.create",
                      "org.apache.commons.pool2.impl.GenericKeyedObjectPool.create")
                  .remedy(POOLED, EVICT_IN_RUNS + "the server's idle time-out")
                  .poolCloses(
                      "org.apache.commons.pool2.impl.GenericObjectPool.evict",
                      "org.apache.commons.pool2.impl.GenericObjectPool.returnObject",
                      "org.apache.commons.pool2.impl.GenericKeyedObjectPool.evict",
                      "org.apache.commons.pool2.impl.GenericKeyedObjectPool.returnObject")
                  .remedy(STALE, EVICT_IN_RUNS + "the server's idle time-out")
                  .remedy(SILENT, EVICT_IN_RUNS + "the limit of what is between")
                  .remedy(
                      POOL,
                      "setMaxIdle (8 unless set) as high as setMaxTotal, and a longer"
                          + " setMinEvictableIdleDuration"),
              new Library("HikariCP", "com.zaxxer.hikari.")
                  .remedy(
                      STALE,
                      "maxLifetime (30 minutes unless set) below the time after which the"
                          + " database closes connections")
                  .remedy(
                      SILENT, "maxLifetime and keepaliveTime below the limit of what is between")
                  .remedy(
                      PER_REQUEST,
                      "keep one HikariDataSource for the process, minimumIdle equal to"
                          + " maximumPoolSize, and maxLifetime at minutes (30 unless set)")
                  .remedy(
                      CLOSE_WAIT,
                      "close each Connection in try-with-resources; leakDetectionThreshold names"
                          + " the caller that does not")
                  .poolOpens("com.zaxxer.hikari.pool.PoolBase.newConnection")
                  .remedy(POOLED, "maxLifetime and keepaliveTime below the server's idle time-out"),
              new Library(
                      "a JDBC driver",
                      "com.mysql.",
                      "org.mariadb.jdbc.",
                      "org.postgresql.",
                      "oracle.jdbc.",
                      "oracle.net.",
                      "com.microsoft.sqlserver.jdbc.",
                      "net.sourceforge.jtds.",
                      "com.ibm.db2.")
                  .remedy(
                      PER_REQUEST,
                      "take connections from one pool for the process (HikariCP, for example), not"
                          + " from DriverManager.getConnection for each query")
                  .remedy(CLOSE_WAIT, "close each Connection in try-with-resources"),
              new Library("Kafka clients", "org.apache.kafka.")
                  .remedy(
                      STALE,
                      "connections.max.idle.ms of the client (9 minutes unless set) below"
                          + " the broker's (10 minutes)")
                  .remedy(
                      SILENT,
                      "connections.max.idle.ms (9 minutes unless set) below the limit of"
                          + " what is between")
                  .remedy(
                      PER_REQUEST,
                      "keep one KafkaProducer, KafkaConsumer or Admin for the process; close it"
                          + " only at its end (idle ones end after connections.max.idle.ms)")
                  .remedy(
                      CLOSE_WAIT, "close() each KafkaProducer, KafkaConsumer and Admin given up")));

  private Libraries() {}

  /**
   * Remedies for a finding by the library in a stack; empty when there is none, or nothing is known
   * of it.
   *
   * <p>Asked is the library that the application called: of those between the socket and the
   * application's first frame, the one nearest to the application that has a remedy.
   *
   * @param frames the innermost first
   */
  public static List<String> remedies(FindingId findingId, List<String> frames) {
    List<String> nearest = Collections.emptyList();
    for (String frame : frames) {
      Library library = owner(frame);
      if (library == null) {
        if (isApplication(frame)) {
          break;
        }
      } else if (!library.remedies(findingId).isEmpty()) {
        nearest = library.remedies(findingId);
      }
    }
    return nearest;
  }

  /** Whether a stack closed a client, and the connections only with it. */
  public static boolean clientEnded(List<String> frames) {
    return belowApplication(frames, Library::endsClient);
  }

  /** Whether a stack closed all that a pool had, which the application asked for. */
  public static boolean poolEmptied(List<String> frames) {
    return belowApplication(frames, Library::emptiesPool);
  }

  /** Whether a stack is a pool's that closes what is idle. */
  public static boolean closedByPool(List<String> frames) {
    return belowApplication(frames, Library::closesIdle);
  }

  /** Whether a stack opened a connection for a pool to keep. */
  public static boolean openedByPool(List<String> frames) {
    return belowApplication(frames, Library::opensForPool);
  }

  /** The method of a pool that closed what was idle, {@code pkg.Pool.evict}; null when none did. */
  public static String poolThatClosed(List<String> frames) {
    String frame = firstBelowApplication(frames, Library::closesIdle);
    return frame == null ? null : Library.method(frame);
  }

  private static boolean belowApplication(
      List<String> frames, BiPredicate<Library, String> matches) {
    return firstBelowApplication(frames, matches) != null;
  }

  private static String firstBelowApplication(
      List<String> frames, BiPredicate<Library, String> matches) {
    for (String frame : frames) {
      Library library = owner(frame);
      if (library == null) {
        if (isApplication(frame)) {
          return null;
        }
      } else if (matches.test(library, frame)) {
        return frame;
      }
    }
    return null;
  }

  private static boolean isApplication(String frame) {
    return !LibraryPackages.isLibrary(frame) && !LibraryPackages.isJdk(frame);
  }

  private static Library owner(String frame) {
    for (Library library : ALL) {
      if (library.owns(frame)) {
        return library;
      }
    }
    return null;
  }
}
