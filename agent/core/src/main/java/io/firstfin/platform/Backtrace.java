package io.firstfin.platform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * Reads the field {@code Throwable.backtrace}, in which HotSpot keeps a stack before it is text: a
 * chain of arrays, each with {@value #CHUNK} frames, the innermost first. They are ordinary Java
 * arrays. The layout is internal to the JVM (javaClasses.hpp), so that it is used only after {@link
 * BacktraceProof} has confirmed it.
 *
 * <p>Reflection hides the field on JDK 8 to 10. Method handles find it on each JDK from 8 to 26,
 * once {@code java.lang} is open to the agent.
 */
final class Backtrace {
  /** The number of frames in a chunk. */
  static final int CHUNK = 32;

  // Static and final, so that compiled code reads the field directly.
  private static final MethodHandle GET;
  private static final MethodHandle SET;

  private static final int METHODS = 0;
  private static final int POSITIONS = 1;
  private static final int CLASSES = 2;

  static {
    MethodHandle get = null;
    MethodHandle set = null;
    try {
      MethodHandles.Lookup lookup = lookup();
      get = lookup.findGetter(Throwable.class, "backtrace", Object.class);
      set = lookup.findSetter(Throwable.class, "backtrace", Object.class);
    } catch (Exception | LinkageError e) {
      // This is another JVM, or java.lang is not open. There are other ways to read a stack.
      get = null;
    }
    GET = get;
    SET = set;
  }

  private Backtrace() {}

  /** Uses the agent's permissions, because a SecurityManager can exist before a late attach. */
  private static MethodHandles.Lookup lookup() throws PrivilegedActionException {
    return AccessController.doPrivileged(
        new PrivilegedExceptionAction<MethodHandles.Lookup>() {
          @Override
          public MethodHandles.Lookup run() throws ReflectiveOperationException {
            try {
              return (MethodHandles.Lookup)
                  MethodHandles.class
                      .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
                      .invoke(null, Throwable.class, MethodHandles.lookup());
            } catch (NoSuchMethodException e) {
              // Java 8 has no other lookup that sees private members.
              Field field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
              field.setAccessible(true);
              return (MethodHandles.Lookup) field.get(null);
            }
          }
        });
  }

  static boolean isAccessible() {
    return GET != null;
  }

  /** The innermost chunk; null when the stack was not filled in or has another layout. */
  static Object[] first(Throwable stack) throws Throwable {
    Object chunk = (Object) GET.invokeExact(stack);
    return chunk instanceof Object[] ? (Object[]) chunk : null;
  }

  /** Clears the field, because the stack keeps the classes of its frames from being unloaded. */
  static void clear(Throwable stack) throws Throwable {
    SET.invokeExact(stack, (Object) null);
  }

  /** The numbers of the frames' methods, each within its class. */
  static short[] methods(Object[] chunk) {
    return (short[]) chunk[METHODS];
  }

  /** The position of each frame in its method; the lower half is the version of its class. */
  static int[] positions(Object[] chunk) {
    return (int[]) chunk[POSITIONS];
  }

  /** The frames' classes; null where the stack has no further frame. */
  static Object[] classes(Object[] chunk) {
    return (Object[]) chunk[CLASSES];
  }

  /** The index at which a full chunk has the next one; -1 when it cannot be found. */
  static int indexOfNext(Object[] chunk) {
    for (int i = CLASSES + 1; i < chunk.length; i++) {
      if (chunk[i] instanceof Object[]) {
        return i;
      }
    }
    return -1;
  }
}
