package com.acme.shop;

import com.acme.pool.Pool;
import java.util.function.IntSupplier;

/** An application, for stacks: it is outside io.firstfin, whose frames the agent leaves out. */
public final class Shop {
  private Shop() {}

  public static IntSupplier first(IntSupplier close) {
    return () -> close.getAsInt();
  }

  public static IntSupplier second(IntSupplier close) {
    return () -> close.getAsInt();
  }

  public static IntSupplier byObject(IntSupplier close) {
    return () -> end((Object) "", close);
  }

  public static IntSupplier byText(IntSupplier close) {
    return () -> end("", close);
  }

  private static int end(Object kind, IntSupplier close) {
    return close.getAsInt();
  }

  private static int end(String kind, IntSupplier close) {
    return close.getAsInt();
  }

  public static int here(IntSupplier close) {
    return close.getAsInt();
  }

  public static int throughPool(int frames, IntSupplier close) {
    return Pool.recycle(frames, close);
  }
}
