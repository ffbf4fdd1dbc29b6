package com.example.truth;

import com.example.truth.ChannelTransport.Mode;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;

/** The transports that the arguments can name. */
enum Medium {
  SOCKET(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return new SocketTransport();
    }
  },
  /** Blocking sockets on virtual threads. */
  VIRTUAL(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return new VirtualTransport(new SocketTransport());
    }
  },
  CHANNEL(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) throws IOException {
      return new ChannelTransport(Mode.BLOCKING);
    }
  },
  SELECTOR(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) throws IOException {
      return new ChannelTransport(Mode.SELECTED);
    }
  },
  POLLED(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) throws IOException {
      return new ChannelTransport(Mode.POLLED);
    }
  },
  /** Used and closed through the streams of {@code Channels}. */
  STREAMS(5) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return new StreamsTransport();
    }
  },
  ADAPTOR(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) throws IOException {
      return new ChannelTransport(Mode.ADAPTOR);
    }
  },
  ASYNC(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return new AsyncTransport();
    }
  },
  TLS(1) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return TlsTransport.sockets(context);
    }
  },
  /** TLS sockets over sockets that were connected and accepted before. */
  TLS_LAYERED(1) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return TlsTransport.layered(context);
    }
  },
  TLS_ENGINE_CHANNEL(1) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) throws IOException {
      return new TlsEngineTransport(new ChannelTransport(Mode.BLOCKING), context);
    }
  },
  TLS_ENGINE_ASYNC(1) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return new TlsEngineTransport(new AsyncTransport(), context);
    }
  },
  NETTY_NIO(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return NettyTransport.nio();
    }
  },
  NETTY_EPOLL(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return NettyTransport.epoll();
    }
  },
  NETTY_IO_URING(5) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) throws IOException {
      return NettyIoUring.open();
    }
  },
  NETTY_TLS(1) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return NettyTransport.tls(context);
    }
  };

  /** How often the draw chooses it. */
  final int weight;

  Medium(int weight) {
    this.weight = weight;
  }

  boolean isTls() {
    return name().contains("TLS");
  }

  /** Netty's TLS answers close_notify by itself, so that the program cannot see it. */
  boolean speaksTo(Medium other) {
    return isTls() == other.isTls() && (this == NETTY_TLS) == (other == NETTY_TLS);
  }

  boolean suits(Way way) {
    return !isTls() || way.suitsTls() && !(this == NETTY_TLS && way == Way.SIMULTANEOUS);
  }

  /** Whether SO_LINGER can be set. */
  boolean hasLinger() {
    return this != ASYNC && this != TLS_ENGINE_ASYNC;
  }

  abstract Transport open(SSLContext context, ExecutorService threads) throws IOException;
}
