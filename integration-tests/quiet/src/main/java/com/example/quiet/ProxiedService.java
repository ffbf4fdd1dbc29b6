package com.example.quiet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A Vert.x server, which uses Netty, and a Vert.x client that calls it through an nginx.
 *
 * <p>Arguments: port of the server, port of nginx.
 */
public final class ProxiedService {
  private static final String HOST = "127.0.0.1";
  private static final int CALLS_AT_ONCE = 4;
  private static final int EACH_MILLIS = 200;
  private static final int SELDOM_MILLIS = 1_000;
  private static final int TIMEOUT_SECONDS = 20;

  private ProxiedService() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int proxyPort = Integer.parseInt(arguments[1]);
    Vertx vertx = Vertx.vertx();
    HttpServer server =
        vertx.createHttpServer().requestHandler(request -> request.response().end("ok"));
    get(server.listen(port, HOST));
    HttpClient client = vertx.createHttpClient();
    Work work = new Work(CALLS_AT_ONCE + 1);
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      work.every(EACH_MILLIS, () -> call(client, proxyPort, "/kept"));
    }
    work.every(SELDOM_MILLIS, () -> call(client, proxyPort, "/each"));
    work.untilInputEnds();
  }

  private static int call(HttpClient client, int port, String path) throws Exception {
    String body =
        get(
            client
                .request(HttpMethod.GET, port, HOST, path)
                // Nested, so that the event loop asks for the body before it comes.
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(Object::toString));
    if (!body.equals("ok")) {
      throw new IOException("not the answer: " + body);
    }
    return 1;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
