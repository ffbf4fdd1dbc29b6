package io.firstfin.library;

import java.util.Locale;

/** Who a package belongs to. */
public enum Owner {
  /** A widely used library. */
  LIBRARY,

  /** A part of the JDK that is used like a library: how it closes tells why. */
  JDK,

  /** The rest of the JDK: left out of a stack until another frame is met. */
  PLATFORM,

  /** The application itself, in the midst of a library's packages. */
  APPLICATION;

  /** As files have it: {@code library}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
