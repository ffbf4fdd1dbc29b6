package io.firstfin.truth;

/** The races of the program, with the same names and in the same order. */
enum Race {
  SERVER_SOCKET,
  SERVER_SOCKET_HALF,
  SERVER_CHANNEL,
  SERVER_SELECTOR,
  SERVER_ASYNC,
  SERVER_SOCKET_RESET,
  SERVER_SELECTOR_RESET,
  SERVER_TLS_1_2,
  SERVER_TLS_1_3,
  SERVER_NETTY_NIO,
  SERVER_NETTY_EPOLL,
  SERVER_JDK_HTTP,
  SERVER_TOMCAT,
  SERVER_JETTY,
  SERVER_UNDERTOW,
  CLIENT_SOCKET,
  CLIENT_CHANNEL,
  CLIENT_ASYNC,
  CLIENT_TLS_1_2,
  CLIENT_TLS_1_3,
  CLIENT_BLOCKED_SOCKET,
  CLIENT_BLOCKED_CHANNEL,
  CLIENT_BLOCKED_TLS,
  CLIENT_ANSWERED_BY_RESET;

  /** The role of the watched JVM. */
  String role() {
    return name().startsWith("SERVER") ? "server" : "client";
  }
}
