package io.firstfin.truth;

import io.firstfin.support.Transport;

/** The program's transports, by the same names. */
public enum Medium {
  SOCKET("com.example.truth.SocketTransport$SocketEnd."),
  VIRTUAL("com.example.truth.SocketTransport$SocketEnd.", 21),
  CHANNEL("com.example.truth.ChannelTransport$ChannelEnd."),
  SELECTOR("com.example.truth.ChannelTransport$ChannelEnd."),
  POLLED("com.example.truth.ChannelTransport$ChannelEnd."),
  STREAMS("com.example.truth.StreamsTransport$StreamsEnd."),
  ADAPTOR("com.example.truth.SocketTransport$SocketEnd."),
  ASYNC("com.example.truth.AsyncTransport$AsyncEnd."),
  TLS("com.example.truth.SocketTransport$SocketEnd."),
  TLS_LAYERED("com.example.truth.SocketTransport$SocketEnd."),
  TLS_ENGINE_CHANNEL("com.example.truth.ChannelTransport$ChannelEnd."),
  TLS_ENGINE_ASYNC("com.example.truth.AsyncTransport$AsyncEnd."),
  NETTY_NIO("io.netty."),
  NETTY_EPOLL("io.netty."),
  NETTY_IO_URING("io.netty.", 9),
  NETTY_TLS("io.netty.");

  /** How the line that closes begins: with the end's own class, or the event loop's. */
  final String line;

  /** The oldest Java that has the transport, or that its library's classes need. */
  final int oldestJava;

  Medium(String line) {
    this(line, 8);
  }

  Medium(String line, int oldestJava) {
    this.line = line;
    this.oldestJava = oldestJava;
  }

  /** The program's name for a transport. */
  static Medium of(Transport transport) {
    return switch (transport) {
      case VIRTUAL_THREADS -> VIRTUAL;
      case NETTY_4_1_NIO, NETTY_4_2_NIO -> NETTY_NIO;
      case NETTY_4_1_EPOLL, NETTY_4_2_EPOLL -> NETTY_EPOLL;
      case NETTY_4_2_IO_URING -> NETTY_IO_URING;
      case NETTY_4_1_TLS, NETTY_4_2_TLS -> NETTY_TLS;
      default -> valueOf(transport.name());
    };
  }
}
