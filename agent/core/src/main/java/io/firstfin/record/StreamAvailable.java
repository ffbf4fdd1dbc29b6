package io.firstfin.record;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Asks SIOCINQ for JDKs that lack {@code sun.nio.ch.Net.available}, through {@link
 * FileInputStream#available()}, whose native code asks a socket by ioctl(2). The stream is made
 * without its constructor, so that no Cleaner or finalizer can close the application's descriptor.
 */
final class StreamAvailable {
  private final MethodHandle allocate;
  private final MethodHandle descriptor;

  private StreamAvailable(MethodHandle allocate, MethodHandle descriptor) {
    this.allocate = allocate;
    this.descriptor = descriptor;
  }

  /**
   * A handle that takes a {@code FileDescriptor} and returns an int; null where this JDK does not
   * allow it.
   */
  static MethodHandle find() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle descriptor =
          lookup.unreflectSetter(JdkInternals.field("java.io.FileInputStream", "fd"));
      return lookup
          .findVirtual(
              StreamAvailable.class, "of", MethodType.methodType(int.class, FileDescriptor.class))
          .bindTo(new StreamAvailable(allocator(lookup), descriptor));
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  private static MethodHandle allocator(MethodHandles.Lookup lookup) throws Exception {
    Field instance = JdkInternals.field("sun.misc.Unsafe", "theUnsafe");
    Method allocate = JdkInternals.method("sun.misc.Unsafe", "allocateInstance", Class.class);
    return lookup.unreflect(allocate).bindTo(instance.get(null)).bindTo(FileInputStream.class);
  }

  private int of(FileDescriptor socket) throws Throwable {
    FileInputStream stream = (FileInputStream) (Object) allocate.invokeExact();
    descriptor.invokeExact(stream, socket);
    try {
      return stream.available();
    } catch (IOException e) {
      return (int) SocketProbe.NO_ANSWER;
    }
  }
}
