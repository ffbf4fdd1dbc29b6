package io.firstfin.library;

import java.util.Locale;

/** What a package belongs to. */
public enum Owner {
  /** A widely used library. */
  LIBRARY,

  /**
   * A library on which other libraries build their clients and servers, such as Netty. What it
   * advises is for an application that calls it itself.
   */
  TOOLKIT,

  /** A part of the JDK that is used like a library: its frames explain a close. */
  JDK,

  /** The rest of the JDK. Its frames are left out of a site until another frame is met. */
  PLATFORM,

  /** The application itself, although the package is below a library's prefix. */
  APPLICATION;

  /** The word in files, such as {@code library}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
