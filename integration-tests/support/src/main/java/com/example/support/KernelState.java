package com.example.support;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/**
 * The kernel's TCP state of an open socket. With it a program can close its two ends in a certain
 * order. The programs need {@code --add-opens} for java.io, java.net and sun.nio.ch.
 */
public final class KernelState {
  /** The states, as the kernel numbers them (include/net/tcp_states.h). */
  public static final int SYN_SENT = 2;

  public static final int CLOSE = 7;

  public static final int CLOSE_WAIT = 8;

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final long DEADLINE_NANOS = 20_000_000_000L;

  private static final Method GET_INT_OPTION;
  private static final Method SET_INT_OPTION;
  private static final Field DESCRIPTOR_NUMBER;
  private static final Method SOCKET_IMPL;
  private static final Method IMPL_DESCRIPTOR;
  private static final Method CHANNEL_DESCRIPTOR;

  static {
    try {
      GET_INT_OPTION =
          accessible(
              Class.forName("sun.nio.ch.Net"),
              "getIntOption0",
              FileDescriptor.class,
              boolean.class,
              int.class,
              int.class);
      SET_INT_OPTION =
          accessible(
              Class.forName("sun.nio.ch.Net"),
              "setIntOption0",
              FileDescriptor.class,
              boolean.class,
              int.class,
              int.class,
              int.class,
              boolean.class);
      DESCRIPTOR_NUMBER = FileDescriptor.class.getDeclaredField("fd");
      DESCRIPTOR_NUMBER.setAccessible(true);
      SOCKET_IMPL = accessible(Socket.class, "getImpl");
      IMPL_DESCRIPTOR = accessible(java.net.SocketImpl.class, "getFileDescriptor");
      CHANNEL_DESCRIPTOR = accessible(Class.forName("sun.nio.ch.SelChImpl"), "getFD");
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private KernelState() {}

  private static Method accessible(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = owner.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  public static FileDescriptor descriptor(Socket socket) throws IOException {
    return (FileDescriptor) invoke(IMPL_DESCRIPTOR, invoke(SOCKET_IMPL, socket));
  }

  public static FileDescriptor descriptor(SocketChannel channel) throws IOException {
    return (FileDescriptor) invoke(CHANNEL_DESCRIPTOR, channel);
  }

  public static int of(FileDescriptor descriptor) throws IOException {
    // The lowest of the first four bytes of struct tcp_info is the state.
    return firstBytes(descriptor) & 0xff;
  }

  private static int firstBytes(FileDescriptor descriptor) throws IOException {
    return (Integer) invoke(GET_INT_OPTION, null, descriptor, false, IPPROTO_TCP, TCP_INFO);
  }

  /** Takes the number of a descriptor, for sockets that are not the JDK's. */
  public static int of(int number) throws IOException {
    FileDescriptor descriptor = new FileDescriptor();
    try {
      DESCRIPTOR_NUMBER.setInt(descriptor, number);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return of(descriptor);
  }

  /** The channel's state, or {@link #CLOSE} once its descriptor is closed. */
  public static int orClosed(SocketChannel channel) {
    try {
      return of(descriptor(channel));
    } catch (IOException | RuntimeException e) {
      return CLOSE;
    }
  }

  public static void await(FileDescriptor descriptor, int state) throws IOException {
    long start = System.nanoTime();
    int now;
    while ((now = of(descriptor)) != state) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new IOException("kernel state " + now + " where " + state + " was awaited");
      }
      Thread.yield();
    }
  }

  /** Waits until data that was not acknowledged has been sent again (tcpi_retransmits). */
  public static void awaitRetransmission(FileDescriptor descriptor) throws IOException {
    long start = System.nanoTime();
    while ((firstBytes(descriptor) >>> 16 & 0xff) == 0) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new IOException("nothing was sent again");
      }
      Thread.yield();
    }
  }

  public static void setUserTimeout(FileDescriptor descriptor, int millis) throws IOException {
    invoke(SET_INT_OPTION, null, descriptor, false, IPPROTO_TCP, TCP_USER_TIMEOUT, millis, false);
  }

  private static Object invoke(Method method, Object target, Object... arguments)
      throws IOException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
