package io.firstfin.instrument;

/** Hears that the JVM begins to use sockets. */
public interface SocketUseListener {
  /** Called on any thread while it loads a class; returns at once and may come more than once. */
  void socketsAreUsed();
}
