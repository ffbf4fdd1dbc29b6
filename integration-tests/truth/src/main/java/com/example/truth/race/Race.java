package com.example.truth.race;

import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;

/** The kind of the watched program, and how it closes while its peer closes too. */
enum Race {
  // The watched program is a server: its client closes after the last byte of the reply.
  SERVER_SOCKET(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return SocketServer.plain(false);
    }
  },
  SERVER_SOCKET_HALF(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return SocketServer.plain(true);
    }
  },
  SERVER_CHANNEL(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return new ChannelServer();
    }
  },
  SERVER_SELECTOR(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return new SelectorServer();
    }
  },
  SERVER_ASYNC(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return new AsyncServer();
    }
  },
  /** The client's close is a reset. */
  SERVER_SOCKET_RESET(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return SERVER_SOCKET.server(tls, threads);
    }
  },
  /** The client's close is a reset. */
  SERVER_SELECTOR_RESET(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return SERVER_SELECTOR.server(tls, threads);
    }
  },
  SERVER_TLS_1_2(false, "TLSv1.2") {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return SocketServer.tls(tls.context(protocol));
    }
  },
  SERVER_TLS_1_3(false, "TLSv1.3") {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return SocketServer.tls(tls.context(protocol));
    }
  },
  SERVER_NETTY_NIO(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return NettyServer.nio();
    }
  },
  SERVER_NETTY_EPOLL(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return NettyServer.epoll();
    }
  },
  /** The JDK's server; its clients send Connection: close. */
  SERVER_JDK_HTTP(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return HttpServers.jdk(threads);
    }
  },
  SERVER_TOMCAT(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return HttpServers.tomcat();
    }
  },
  SERVER_JETTY(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return HttpServers.jetty();
    }
  },
  SERVER_UNDERTOW(false) {
    @Override
    Server server(Tls tls, ExecutorService threads) {
      return HttpServers.undertow();
    }
  },

  // The watched program is a client: its server closes when it reads the goodbye.
  CLIENT_SOCKET(true) {
    @Override
    Client client(SSLContext context) {
      return SocketClient.plain();
    }
  },
  CLIENT_CHANNEL(true) {
    @Override
    Client client(SSLContext context) {
      return new ChannelClient(false);
    }
  },
  CLIENT_ASYNC(true) {
    @Override
    Client client(SSLContext context) {
      return new AsyncClient();
    }
  },
  CLIENT_TLS_1_2(true, "TLSv1.2") {
    @Override
    Client client(SSLContext context) {
      return SocketClient.tls(context, false);
    }
  },
  CLIENT_TLS_1_3(true, "TLSv1.3") {
    @Override
    Client client(SSLContext context) {
      return SocketClient.tls(context, false);
    }
  },
  /** Another thread is blocked in read while this thread closes. */
  CLIENT_BLOCKED_SOCKET(true) {
    @Override
    Client client(SSLContext context) {
      return SocketClient.blocked();
    }
  },
  CLIENT_BLOCKED_CHANNEL(true) {
    @Override
    Client client(SSLContext context) {
      return new ChannelClient(true);
    }
  },
  CLIENT_BLOCKED_TLS(true, "TLSv1.3") {
    @Override
    Client client(SSLContext context) {
      return SocketClient.tls(context, true);
    }
  },
  /** The server answers the client's FIN with a reset. */
  CLIENT_ANSWERED_BY_RESET(true) {
    @Override
    Client client(SSLContext context) {
      return SocketClient.silent();
    }
  };

  /** Whether the watched program is the one that connects. */
  final boolean isClient;

  /** The version of TLS; null where there is none. */
  final String protocol;

  Race(boolean isClient) {
    this(isClient, null);
  }

  Race(boolean isClient, String protocol) {
    this.isClient = isClient;
    this.protocol = protocol;
  }

  /** The server of the watched program; null for a client. */
  Server server(Tls tls, ExecutorService threads) {
    return null;
  }

  /** The client of the watched program; null for a server. One thread uses it. */
  Client client(SSLContext context) {
    return null;
  }

  /** Whether the peer closes by a reset. */
  boolean isPeerReset() {
    return this == SERVER_SOCKET_RESET
        || this == SERVER_SELECTOR_RESET
        || this == CLIENT_ANSWERED_BY_RESET;
  }

  /** Whether the peer speaks HTTP. */
  boolean isHttp() {
    switch (this) {
      case SERVER_JDK_HTTP:
      case SERVER_TOMCAT:
      case SERVER_JETTY:
      case SERVER_UNDERTOW:
        return true;
      default:
        return false;
    }
  }

  int port(int firstPort) {
    return firstPort + ordinal();
  }
}
