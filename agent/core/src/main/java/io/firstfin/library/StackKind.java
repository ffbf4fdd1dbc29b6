package io.firstfin.library;

import java.util.Locale;

/** What is going on when a method is in a stack. Such a method is in no stack of anything else. */
public enum StackKind {
  /** Closes a client with all its connections. */
  CLIENT_ENDS,

  /**
   * Closes all connections of a client's pool, because the application asks for it. An application
   * that makes a client for each call does so before it drops the client.
   */
  POOL_EMPTIED,

  /** Closes idle connections of a pool. */
  POOL_CLOSES,

  /** Opens a connection for a pool. */
  POOL_OPENS,

  /** Closes one connection because the application asks for it, although it could be kept. */
  CONNECTION_ENDS,

  /**
   * Gives a call up whose answer has not been read to its end, after a time-out or because the
   * response is dropped. Its connection cannot serve another call.
   */
  CALL_GIVEN_UP;

  /** The key in files, such as {@code client-ends}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
