package com.example.truth;

import com.example.truth.ChannelTransport.Mode;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;

/** The transports that can be asked for. */
enum Medium {
  SOCKET(10) {
    @Override
    Transport open(SSLContext context, ExecutorService threads) {
      return new SocketTransport();
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
      return new TlsTransport(context, threads);
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
  };

  /** How often it is drawn. */
  final int weight;

  Medium(int weight) {
    this.weight = weight;
  }

  abstract Transport open(SSLContext context, ExecutorService threads) throws IOException;
}
