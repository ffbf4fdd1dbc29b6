package com.example.truth;

import com.example.support.Console;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;

/**
 * A listening port for each combination of a server's transport, a {@link Way}, and the end that
 * begins. So what the kernel and the agent count for a port is of one kind, and errors cannot
 * cancel out.
 */
final class Servers {
  static final class Server {
    final int port;
    final Listener listener;

    /** One family for each port, because the report lists at most 1,000 destinations one by one. */
    final boolean isIpv6;

    private Server(int port, Listener listener, boolean isIpv6) {
      this.port = port;
      this.listener = listener;
      this.isIpv6 = isIpv6;
    }
  }

  private static final Way[] WAYS = Way.values();

  private final int firstPort;
  private final List<Medium> media;
  private final Server[] servers;

  Servers(
      int firstPort, Random random, List<Medium> media, SSLContext context, ExecutorService helpers)
      throws IOException {
    this.firstPort = firstPort;
    this.media = media;
    servers = new Server[media.size() * WAYS.length * 2];
    for (int i = 0; i < servers.length; ) {
      Transport transport = media.get(i / (WAYS.length * 2)).open(context, helpers);
      for (int j = 0; j < WAYS.length * 2; j++, i++) {
        int port = firstPort + i;
        servers[i] = new Server(port, transport.listen(port), random.nextInt(3) == 0);
      }
    }
  }

  /** {@code first} is 0 where the client begins, 1 where the server does. */
  Server get(Medium medium, Way way, int first) {
    return servers[media.indexOf(medium) * WAYS.length * 2 + way.ordinal() * 2 + first];
  }

  /** For sockets that are leaked; nothing listens there yet. */
  int portOfLeaks() {
    return firstPort + servers.length;
  }

  void say() {
    for (Medium medium : media) {
      for (Way way : WAYS) {
        for (int first = 0; first < 2; first++) {
          Console.say(
              "port "
                  + get(medium, way, first).port
                  + ' '
                  + medium
                  + ' '
                  + way
                  + " by "
                  + (first == 0 ? "client" : "server"));
        }
      }
    }
    Console.say("port " + portOfLeaks() + " SOCKET LEAKED by client");
  }
}
