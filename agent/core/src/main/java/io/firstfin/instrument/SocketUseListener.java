package io.firstfin.instrument;

/** Is called when the JVM begins to use sockets. */
public interface SocketUseListener {
  /**
   * Called on any thread while it loads a class, possibly more than once. It must return at once.
   */
  void socketsAreUsed();
}
