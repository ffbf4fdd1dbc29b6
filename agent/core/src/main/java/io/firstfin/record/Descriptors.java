package io.firstfin.record;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;

/** Reads the number of a {@code FileDescriptor}, and asks the kernel for its socket's addresses. */
final class Descriptors {
  private static final MethodHandle NUMBER =
      JdkFields.find("java.io.FileDescriptor", "fd", int.class);

  private Descriptors() {}

  /** The descriptor's number; -1 for null. */
  static int number(FileDescriptor object) throws Throwable {
    return object == null ? -1 : (int) NUMBER.invokeExact((Object) object);
  }

  /**
   * A new object for a descriptor whose own object is missing. Nothing ever closes a descriptor
   * through it.
   */
  static FileDescriptor of(int number) throws Throwable {
    FileDescriptor object = new FileDescriptor();
    NewObject.NUMBER.invokeExact((Object) object, number);
    return object;
  }

  /** getpeername(2); null when the kernel has no answer. Allocates. */
  static InetSocketAddress remote(FileDescriptor object) {
    return Addresses.of(Addresses.REMOTE, object);
  }

  /** getsockname(2); null when the kernel has no answer. Allocates. */
  static InetSocketAddress local(FileDescriptor object) {
    return Addresses.of(Addresses.LOCAL, object);
  }

  /**
   * A nested class, so that no class of the JDK is initialised before a socket of its kind is used.
   */
  private static final class Addresses {
    static final MethodHandle LOCAL = method("localAddress");
    static final MethodHandle REMOTE = method("remoteAddress");

    private static MethodHandle method(String name) {
      try {
        return MethodHandles.lookup()
            .unreflect(JdkInternals.method("sun.nio.ch.Net", name, FileDescriptor.class))
            .asType(MethodType.methodType(Object.class, FileDescriptor.class));
      } catch (Exception | LinkageError e) {
        return null;
      }
    }

    static InetSocketAddress of(MethodHandle which, FileDescriptor object) {
      if (which == null) {
        return null;
      }
      try {
        return (InetSocketAddress) (Object) which.invokeExact(object);
      } catch (Throwable e) {
        return null;
      }
    }
  }

  private static final class NewObject {
    static final MethodHandle NUMBER = setter();

    private static MethodHandle setter() {
      try {
        return MethodHandles.lookup()
            .unreflectSetter(JdkInternals.field("java.io.FileDescriptor", "fd"))
            .asType(MethodType.methodType(void.class, Object.class, int.class));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The nested classes that are initialised at their first use. */
  static Class<?>[] parts() {
    return new Class<?>[] {Addresses.class, NewObject.class};
  }
}
