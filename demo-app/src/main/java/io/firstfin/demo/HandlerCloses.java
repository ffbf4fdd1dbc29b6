package io.firstfin.demo;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Netty handler that closes after each response, as many examples do: {@code
 * addListener(ChannelFutureListener.CLOSE)}. The server sends the first FIN, and the TIME_WAIT
 * collects on its listening port. It is shown with Netty's NIO transport and with epoll.
 */
final class HandlerCloses implements Scenario {
  /** Calls for each transport. */
  private static final Calls CALLS = new Calls(1000, 4, Duration.ofMillis(1));

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    List<NettyServer> servers = new ArrayList<>();
    servers.add(NettyServer.start(NettyServer.Transport.NIO, context.broken()));
    if (Epoll.isAvailable()) {
      servers.add(NettyServer.start(NettyServer.Transport.EPOLL, context.broken()));
    }
    servers.forEach(server -> console.line("server: " + server));
    if (!Epoll.isAvailable()) {
      console.line("no server with epoll: " + Epoll.unavailabilityCause().getMessage());
    }

    for (NettyServer server : servers) {
      console.part(
          String.format(
              "%d calls by %d threads; the %s server %s",
              CALLS.count(),
              CALLS.threads(),
              server.transport(),
              context.broken()
                  ? "closes after each response"
                  : "closes when the client asks for it"));
      URL url = server.uri("/cart").toURL();
      CALLS.make(console, () -> call(url), server.port());
    }

    context.evidence().awaitAgent();
    context
        .evidence()
        .show("TIME_WAIT", servers.stream().map(NettyServer::port).toArray(Integer[]::new));
    if (context.broken()) {
      SourceLine.show(
          console,
          context.sources(),
          NettyServer.class,
          "context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);");
      console.line(
          "   Netty closes on its event loop: the agent names the listener that ran there.");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " handler-closes --cured",
                    "the handler honours HttpUtil.isKeepAlive: nothing in TIME_WAIT")
                : new NextStep(
                    context.command() + " request-cap", "a server that closes now and then"));
  }

  private static byte[] call(URL url) throws IOException {
    try (InputStream body = url.openStream()) {
      return body.readAllBytes();
    }
  }
}
