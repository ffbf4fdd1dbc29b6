package com.acme.shop;

import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/** An application whose method names a type that can be absent while it runs. */
public final class Typed implements ToIntFunction<IntSupplier> {
  @Override
  public int applyAsInt(IntSupplier close) {
    return close(null, close);
  }

  private static int close(Absent none, IntSupplier close) {
    return close.getAsInt();
  }

  /** A parameter's type. */
  static final class Absent {}
}
