package io.firstfin.demo;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceVersion;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import redis.clients.jedis.Jedis;

/**
 * One connection for each call to Redis, by Jedis and by Lettuce. Jedis sets SO_LINGER 0, so that
 * its close sends an RST: it leaves no TIME_WAIT, and the peer cannot know whether everything has
 * arrived. Lettuce sends a FIN, and leaves a TIME_WAIT. The cure is the same for both: keep the
 * connection.
 */
final class Abortive implements Scenario {
  private static final Calls CALLS = new Calls(300, 4, Duration.ofMillis(10));
  private static final String KEY = "cart";

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    try (RedisResponder jedisServer = RedisResponder.start();
        RedisResponder lettuceServer = RedisResponder.start()) {
      String each = context.broken() ? "a connection for each" : "one client with a pool";
      console.part(
          String.format(
              "Jedis: %d calls of GET by %d threads, %s", CALLS.count(), CALLS.threads(), each));
      int jedisPort = jedisServer.port();
      if (context.broken()) {
        CALLS.make(console, () -> callByJedis(jedisPort), jedisPort);
      } else {
        callByKeptJedis(console, jedisPort);
      }

      each = context.broken() ? "a connection for each" : "one connection for all";
      console.part(
          String.format(
              "Lettuce %s: %d calls of GET by %d threads, %s",
              LettuceVersion.getVersion(), CALLS.count(), CALLS.threads(), each));
      callByLettuce(console, lettuceServer.port(), context.broken());

      console.part("What the server heard when the connections ended");
      console.line("   of Jedis:   %3d RST, %3d FIN", jedisServer.resets(), jedisServer.ends());
      console.line("   of Lettuce: %3d RST, %3d FIN", lettuceServer.resets(), lettuceServer.ends());
      context.evidence().awaitAgent();
      context.evidence().show("TIME_WAIT", jedisPort, lettuceServer.port());
    }
    if (context.broken()) {
      console.line("   All of Lettuce: an RST leaves none. That is no reason to advise it.");
      SourceLine.show(console, context.sources(), Abortive.class, "try (Jedis jedis = new Jedis(");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " abortive --cured",
                    "the same calls on connections that are kept: neither RST nor TIME_WAIT")
                : new NextStep(
                    context.command() + " lost-last-ack", "what the wait after a FIN is good for"));
  }

  private static String callByJedis(int port) {
    try (Jedis jedis = new Jedis(DemoServer.HOST, port)) {
      return jedis.get(KEY);
    }
  }

  private static void callByKeptJedis(Console console, int port) throws Exception {
    redis.clients.jedis.RedisClient client =
        redis.clients.jedis.RedisClient.create(DemoServer.HOST, port);
    CALLS.make(console, () -> client.get(KEY), port);
  }

  private static void callByLettuce(Console console, int port, boolean broken) throws Exception {
    RedisClient client = RedisClient.create(RedisURI.create(DemoServer.HOST, port));
    client.setOptions(ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build());
    if (broken) {
      CALLS.make(console, () -> callByLettuce(client), port);
    } else {
      StatefulRedisConnection<String, String> connection = client.connect();
      CALLS.make(console, () -> connection.sync().get(KEY), port);
    }
  }

  private static String callByLettuce(RedisClient client) {
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().get(KEY);
    }
  }
}
