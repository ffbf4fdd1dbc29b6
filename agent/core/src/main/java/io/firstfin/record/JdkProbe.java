package io.firstfin.record;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/**
 * Asks through the JDK's own native methods in {@code sun.nio.ch.Net}, before JNA is loaded and
 * where JNA cannot be loaded. They give no cookies.
 */
final class JdkProbe implements SocketProbe {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;

  // Static and final, so that the JIT compiler can inline them.
  private static final MethodHandle INT_OPTION =
      find("getIntOption0", FileDescriptor.class, boolean.class, int.class, int.class);
  private static final MethodHandle AVAILABLE = available();

  private static MethodHandle available() {
    MethodHandle available = find("available", FileDescriptor.class);
    return available == null ? StreamAvailable.find() : available;
  }

  private static MethodHandle find(String name, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .unreflect(JdkInternals.method("sun.nio.ch.Net", name, parameters));
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  @Override
  public TcpAnswer ask(int descriptor, FileDescriptor object) {
    return TcpAnswer.of(tcpInfo(object), NO_ANSWER);
  }

  private static long tcpInfo(FileDescriptor object) {
    if (INT_OPTION == null) {
      return NO_ANSWER;
    }
    try {
      return info((int) INT_OPTION.invokeExact(object, false, IPPROTO_TCP, TCP_INFO));
    } catch (Throwable e) {
      return NO_ANSWER;
    }
  }

  /** Packs the first four bytes of struct tcp_info, which are in the order of memory. */
  private static long info(int bytes) {
    int ordered =
        ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? bytes : Integer.reverseBytes(bytes);
    long flags = (ordered & 0xffff) == 0 ? 0 : TcpInfo.UNANSWERED;
    return TcpInfo.pack(ordered >>> 24, flags, -1, -1, -1, -1, -1);
  }

  /** Only a part of TCP_INFO is readable here, so that few cases are certain. */
  @Override
  public boolean wasReset(TcpAnswer answer, int descriptor, FileDescriptor object) {
    long info = answer.info(TlsTraffic.NONE, false);
    if (info < 0 || TcpInfo.is(info, TcpInfo.UNANSWERED)) {
      return false;
    }
    try {
      return (int) INT_OPTION.invokeExact(object, false, IPPROTO_TCP, TCP_USER_TIMEOUT) == 0;
    } catch (Throwable e) {
      return false;
    }
  }

  @Override
  public long unread(int descriptor, FileDescriptor object) {
    if (AVAILABLE == null) {
      return NO_ANSWER;
    }
    try {
      return (int) AVAILABLE.invokeExact(object);
    } catch (Throwable e) {
      return NO_ANSWER;
    }
  }

  @Override
  public long linger(int descriptor, FileDescriptor object) {
    if (INT_OPTION == null) {
      return NO_ANSWER;
    }
    try {
      // Net.c turns struct linger into its seconds, or -1 when it is off.
      int seconds = (int) INT_OPTION.invokeExact(object, false, SOL_SOCKET, SO_LINGER);
      return seconds < 0 ? -2 : seconds;
    } catch (Throwable e) {
      return NO_ANSWER;
    }
  }

  @Override
  public InetAddress localAddress(int descriptor, FileDescriptor object) {
    InetSocketAddress local = Descriptors.local(object);
    return local == null ? null : local.getAddress();
  }
}
