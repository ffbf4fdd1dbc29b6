package io.firstfin.instrument;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which classes are instrumented, and which of their methods. This depends on what the JDK
 * has, not on its version.
 */
final class SocketClasses {
  private static final String NIO_SOCKET = "sun/nio/ch/NioSocketImpl";
  private static final String PLAIN_SOCKET = "java/net/AbstractPlainSocketImpl";
  private static final String SOCKET_CLEANABLE = "java/net/SocketCleanable";
  private static final String SOCKET_CHANNEL = "sun/nio/ch/SocketChannelImpl";
  private static final String SOCKET_ADAPTOR = "sun/nio/ch/SocketAdaptor";
  private static final String SERVER_SOCKET_CHANNEL = "sun/nio/ch/ServerSocketChannelImpl";

  private static final String ASYNCHRONOUS_CHANNEL = "sun/nio/ch/AsynchronousSocketChannelImpl";
  private static final String UNIX_ASYNCHRONOUS_CHANNEL =
      "sun/nio/ch/UnixAsynchronousSocketChannelImpl";
  private static final String UNIX_ASYNCHRONOUS_SERVER =
      "sun/nio/ch/UnixAsynchronousServerSocketChannelImpl";

  /** What an SSLSocket and an SSLEngine have in common, since the update 272 of JDK 8. */
  private static final String TLS_TRANSPORT = "sun/security/ssl/TransportContext";

  private static final String NETTY_SOCKET = "io/netty/channel/unix/Socket";

  private static final String NETTY_DESCRIPTOR = "io/netty/channel/unix/FileDescriptor";

  /** The kernel accepts and connects through io_uring, so that no method of the socket does. */
  private static final String NETTY_IO_URING_SERVER =
      "io/netty/channel/uring/IoUringServerSocketChannel";

  /** The same for Netty 4.1. */
  private static final String NETTY_INCUBATOR_IO_URING_SERVER =
      "io/netty/incubator/channel/uring/IOUringServerSocketChannel";

  /** Engines that call OpenSSL and BoringSSL instead of the JDK's own TLS. */
  private static final String NETTY_TLS = "io/netty/handler/ssl/ReferenceCountedOpenSslEngine";

  private static final String CONSCRYPT_TLS = "org/conscrypt/ConscryptEngine";

  /** The last parts of the names of the libraries' classes: shaded copies have the same end. */
  private static final String[] OF_LIBRARIES = {
    NETTY_SOCKET,
    NETTY_DESCRIPTOR,
    NETTY_IO_URING_SERVER,
    NETTY_INCUBATOR_IO_URING_SERVER,
    NETTY_TLS,
    CONSCRYPT_TLS
  };

  /** A plain set, so that a question costs little while the JVM starts. */
  private static final Set<String> JDK =
      Collections.unmodifiableSet(
          new HashSet<String>(
              Arrays.asList(
                  NIO_SOCKET,
                  PLAIN_SOCKET,
                  SOCKET_CLEANABLE,
                  SOCKET_CHANNEL,
                  SOCKET_ADAPTOR,
                  SERVER_SOCKET_CHANNEL,
                  ASYNCHRONOUS_CHANNEL,
                  UNIX_ASYNCHRONOUS_CHANNEL,
                  UNIX_ASYNCHRONOUS_SERVER,
                  TLS_TRANSPORT)));

  /** The same classes, by the names that {@link Class#getName} gives. */
  private static final Set<String> JDK_NAMES = new HashSet<String>();

  static {
    for (String internalName : JDK) {
      JDK_NAMES.add(internalName.replace('/', '.'));
    }
  }

  /** At the start most classes are the agent's own, and none of them is instrumented. */
  private static final ClassLoader OWN = SocketClasses.class.getClassLoader();

  private SocketClasses() {}

  /** Whether the class of this loader and internal name is instrumented. */
  static boolean contains(ClassLoader loader, String internalName) {
    if (loader == null) {
      return JDK.contains(internalName);
    }
    if (loader == OWN) {
      return false;
    }
    for (String end : OF_LIBRARIES) {
      if (internalName.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  /** The same for a loaded class; a thousand are asked about at the agent's start. */
  static boolean contains(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null) {
      return JDK_NAMES.contains(type.getName());
    }
    return loader != OWN && contains(loader, type.getName().replace('.', '/'));
  }

  /** The hooks of such a class. A hook is left out where the class lacks its method. */
  static List<Hook> hooks(String internalName) {
    switch (internalName) {
      case NIO_SOCKET:
        return SocketImplHooks.nioSocket();
      case PLAIN_SOCKET:
        return SocketImplHooks.plainSocket();
      case SOCKET_CLEANABLE:
        return SocketImplHooks.cleaner();
      case SOCKET_CHANNEL:
        return SocketChannelHooks.channel(SOCKET_CHANNEL);
      case SOCKET_ADAPTOR:
        return SocketChannelHooks.adaptor(SOCKET_CHANNEL);
      case SERVER_SOCKET_CHANNEL:
        return SocketChannelHooks.server(SERVER_SOCKET_CHANNEL);
      case ASYNCHRONOUS_CHANNEL:
        return AsynchronousChannelHooks.channel();
      case UNIX_ASYNCHRONOUS_CHANNEL:
        return AsynchronousChannelHooks.unixChannel();
      case UNIX_ASYNCHRONOUS_SERVER:
        return AsynchronousChannelHooks.unixServer();
      case TLS_TRANSPORT:
        return TlsHooks.transport();
      default:
        return ofLibrary(internalName);
    }
  }

  private static List<Hook> ofLibrary(String internalName) {
    if (internalName.endsWith(NETTY_SOCKET)) {
      return NettyHooks.socket();
    }
    if (internalName.endsWith(NETTY_DESCRIPTOR)) {
      return NettyHooks.descriptor(internalName);
    }
    if (internalName.endsWith(NETTY_TLS)) {
      return TlsHooks.nettyEngine();
    }
    return internalName.endsWith(CONSCRYPT_TLS)
        ? TlsHooks.conscryptEngine()
        : NettyHooks.ioUringServer();
  }
}
