package io.firstfin.platform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * The field {@code Throwable.backtrace}, in which HotSpot keeps a stack before it is text: a chain
 * of arrays, each with {@value #CHUNK} frames, the innermost first. They are ordinary Java arrays,
 * read as such. The layout is the JVM's own affair (javaClasses.hpp), so that it is used only after
 * {@link BacktraceProof} has held.
 *
 * <p>Reflection hides the field on JDK 8 to 10. Method handles find it on each JDK from 8 to 26,
 * once {@code java.lang} is open to the agent.
 */
final class Backtrace {
  /** Frames of a chunk. */
  static final int CHUNK = 32;

  // Static and final, so that compiled code reads the field straight.
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
      // Another JVM, or java.lang is not open: there are other ways to read a stack.
      get = null;
    }
    GET = get;
    SET = set;
  }

  private Backtrace() {}

  /** With the agent's permissions, because a SecurityManager can be there before a late attach. */
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

  /** The innermost chunk; null when the stack was not filled in or is of another layout. */
  static Object[] first(Throwable stack) throws Throwable {
    Object chunk = (Object) GET.invokeExact(stack);
    return chunk instanceof Object[] ? (Object[]) chunk : null;
  }

  /** Lets go of the stack, because it keeps the classes of its frames from being unloaded. */
  static void clear(Throwable stack) throws Throwable {
    SET.invokeExact(stack, (Object) null);
  }

  /** The numbers of the frames' methods, each within its class. */
  static short[] methods(Object[] chunk) {
    return (short[]) chunk[METHODS];
  }

  /** Where each frame stands in its method; the lower half is the version of its class. */
  static int[] positions(Object[] chunk) {
    return (int[]) chunk[POSITIONS];
  }

  /** The frames' classes; null where the stack has no further frame. */
  static Object[] classes(Object[] chunk) {
    return (Object[]) chunk[CLASSES];
  }

  /** Where a full chunk has the next one; -1 when this is not to be seen from it. */
  static int indexOfNext(Object[] chunk) {
    for (int i = CLASSES + 1; i < chunk.length; i++) {
      if (chunk[i] instanceof Object[]) {
        return i;
      }
    }
    return -1;
  }
}
