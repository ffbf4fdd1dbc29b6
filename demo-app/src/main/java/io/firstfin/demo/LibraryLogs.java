package io.firstfin.demo;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Silences log lines of the libraries that have nothing to do with the demo. */
final class LibraryLogs {
  /**
   * These references must stay, because java.util.logging forgets the level of a logger that
   * nothing refers to.
   */
  private static final List<Logger> LOGGERS =
      List.of(
          // Tomcat warns of a slow machine,
          Logger.getLogger("org.apache"),
          // and Netty of a network namespace that has no hardware address.
          Logger.getLogger("io.netty"));

  private LibraryLogs() {}

  static void onlyErrors() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
  }
}
