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

  /** The names of shaded copies have the same end. */
  private static final String NETTY_SOCKET = "io/netty/channel/unix/Socket";

  private static final String NETTY_DESCRIPTOR = "io/netty/channel/unix/FileDescriptor";

  /** The kernel accepts and connects through io_uring, so that no method of the socket does. */
  private static final String NETTY_IO_URING_SERVER =
      "io/netty/channel/uring/IoUringServerSocketChannel";

  /** The same for Netty 4.1. */
  private static final String NETTY_INCUBATOR_IO_URING_SERVER =
      "io/netty/incubator/channel/uring/IOUringServerSocketChannel";

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

  private SocketClasses() {}

  /** Whether the class of this loader and internal name is instrumented. */
  static boolean contains(ClassLoader loader, String internalName) {
    return loader == null
        ? JDK.contains(internalName)
        : internalName.endsWith(NETTY_SOCKET)
            || internalName.endsWith(NETTY_DESCRIPTOR)
            || internalName.endsWith(NETTY_IO_URING_SERVER)
            || internalName.endsWith(NETTY_INCUBATOR_IO_URING_SERVER);
  }

  /** The hooks of such a class. A hook is left out where the class lacks its method. */
  static List<Hook> hooks(String internalName) {
    switch (internalName) {
      case NIO_SOCKET:
        return nioSocket();
      case PLAIN_SOCKET:
        return plainSocket();
      case SOCKET_CLEANABLE:
        return Collections.singletonList(
            Hook.of("performCleanup", "()V", PlainSocketAdvice.Clean.class));
      case SOCKET_CHANNEL:
        return socketChannel();
      case SOCKET_ADAPTOR:
        return Collections.singletonList(
            Hook.of(
                    "connect",
                    "(Ljava/net/SocketAddress;I)V",
                    SocketChannelAdvice.TimedConnect.class)
                .unless(SOCKET_CHANNEL, "blockingConnect"));
      case SERVER_SOCKET_CHANNEL:
        return serverSocketChannel();
      case ASYNCHRONOUS_CHANNEL:
        return Arrays.asList(
            Hook.of(
                "bind",
                "(Ljava/net/SocketAddress;)Ljava/nio/channels/AsynchronousSocketChannel;",
                SocketChannelAdvice.Bind.class),
            Hook.named("shutdownOutput", SocketChannelAdvice.ShutdownOutput.class),
            Hook.of(
                "setOption",
                "(Ljava/net/SocketOption;Ljava/lang/Object;)"
                    + "Ljava/nio/channels/AsynchronousSocketChannel;",
                SocketChannelAdvice.SetOption.class));
      case UNIX_ASYNCHRONOUS_CHANNEL:
        return Arrays.asList(
            Hook.ofConstructor("(Lsun/nio/ch/Port;)V", SocketChannelAdvice.Create.class),
            Hook.of("setConnected", "()V", SocketChannelAdvice.SetConnected.class),
            Hook.of("implClose", "()V", SocketChannelAdvice.Close.class));
      case UNIX_ASYNCHRONOUS_SERVER:
        return Collections.singletonList(
            Hook.named("finishAccept", SocketChannelAdvice.FinishAccept.class));
      case TLS_TRANSPORT:
        return Arrays.asList(
            Hook.named("finishHandshake", TlsAdvice.FinishHandshake.class),
            Hook.named("warning", TlsAdvice.Warning.class));
      default:
        return netty(internalName);
    }
  }

  private static List<Hook> netty(String internalName) {
    if (internalName.endsWith(NETTY_SOCKET)) {
      return nettySocket();
    }
    return internalName.endsWith(NETTY_DESCRIPTOR)
        ? nettyDescriptor(internalName)
        : Collections.singletonList(
            Hook.named("newChildChannel", NettySocketAdvice.NewChildChannel.class));
  }

  private static List<Hook> nettySocket() {
    return Arrays.asList(
        Hook.named("newSocketStream0", NettySocketAdvice.Create.class),
        Hook.of("bind", "(Ljava/net/SocketAddress;)V", NettySocketAdvice.Bind.class),
        Hook.of("connect", "(Ljava/net/SocketAddress;)Z", NettySocketAdvice.Connect.class),
        Hook.of("finishConnect", "()Z", NettySocketAdvice.FinishConnect.class),
        Hook.of(
            "remoteAddress",
            "()Ljava/net/InetSocketAddress;",
            NettySocketAdvice.RemoteAddress.class),
        Hook.of("accept", "([B)I", NettySocketAdvice.Accept.class),
        Hook.of("setSoLinger", "(I)V", NettySocketAdvice.SetSoLinger.class),
        Hook.of("shutdown", "(ZZ)V", NettySocketAdvice.Shutdown.class));
  }

  /** io_uring only marks the descriptor as closed, and then asks the kernel to close it. */
  private static List<Hook> nettyDescriptor(String internalName) {
    return Arrays.asList(
        Hook.of("markClosed", "()Z", NettySocketAdvice.Close.class),
        Hook.of("close", "()V", NettySocketAdvice.Close.class).unless(internalName, "markClosed"));
  }

  private static List<Hook> nioSocket() {
    return Arrays.asList(
        Hook.of("create", "(Z)V", SocketImplAdvice.Create.class),
        Hook.of("bind", "(Ljava/net/InetAddress;I)V", SocketImplAdvice.Bind.class),
        Hook.of("connect", "(Ljava/net/SocketAddress;I)V", SocketImplAdvice.Connect.class),
        Hook.of("accept", "(Ljava/net/SocketImpl;)V", SocketImplAdvice.Accept.class),
        Hook.of("close", "()V", SocketImplAdvice.Close.class),
        Hook.of("tryClose", "()Z", SocketImplAdvice.Release.class),
        Hook.of("shutdownOutput", "()V", SocketImplAdvice.ShutdownOutput.class),
        Hook.of("setOption", "(ILjava/lang/Object;)V", SocketImplAdvice.SetOption.class),
        Hook.ofLambda("closerFor", SocketImplAdvice.CloseDescriptor.class));
  }

  /**
   * {@code socketPreClose} puts another descriptor in the place of the socket's; this sends the
   * FIN. Every close of a socket calls it once and holds the descriptor's lock meanwhile.
   */
  private static List<Hook> plainSocket() {
    return Arrays.asList(
        Hook.of("create", "(Z)V", SocketImplAdvice.Create.class),
        Hook.of("bind", "(Ljava/net/InetAddress;I)V", SocketImplAdvice.Bind.class),
        Hook.of("doConnect", "(Ljava/net/InetAddress;II)V", PlainSocketAdvice.Connect.class),
        Hook.of("accept", "(Ljava/net/SocketImpl;)V", SocketImplAdvice.Accept.class),
        Hook.of("socketPreClose", "()V", SocketImplAdvice.Close.class),
        Hook.of("shutdownOutput", "()V", SocketImplAdvice.ShutdownOutput.class),
        Hook.of("setOption", "(ILjava/lang/Object;)V", SocketImplAdvice.SetOption.class),
        Hook.of("finalize", "()V", PlainSocketAdvice.Finalize.class));
  }

  private static List<Hook> socketChannel() {
    return Arrays.asList(
        Hook.ofConstructor(
            "(Ljava/nio/channels/spi/SelectorProvider;)V", SocketChannelAdvice.Create.class),
        Hook.ofConstructor(
            "(Ljava/nio/channels/spi/SelectorProvider;Ljava/net/ProtocolFamily;)V",
            SocketChannelAdvice.Create.class),
        Hook.of(
            "bind",
            "(Ljava/net/SocketAddress;)Ljava/nio/channels/SocketChannel;",
            SocketChannelAdvice.Bind.class),
        Hook.of("connect", "(Ljava/net/SocketAddress;)Z", SocketChannelAdvice.Connect.class),
        Hook.of("finishConnect", "()Z", SocketChannelAdvice.FinishConnect.class),
        Hook.of(
            "blockingConnect",
            "(Ljava/net/SocketAddress;J)V",
            SocketChannelAdvice.BlockingConnect.class),
        Hook.of("implCloseSelectableChannel", "()V", SocketChannelAdvice.Close.class),
        Hook.of("tryClose", "()Z", SocketChannelAdvice.Release.class),
        Hook.of("kill", "()V", SocketChannelAdvice.Kill.class).unless(SOCKET_CHANNEL, "tryClose"),
        Hook.of(
            "shutdownOutput",
            "()Ljava/nio/channels/SocketChannel;",
            SocketChannelAdvice.ShutdownOutput.class),
        Hook.of(
            "setOption",
            "(Ljava/net/SocketOption;Ljava/lang/Object;)Ljava/nio/channels/SocketChannel;",
            SocketChannelAdvice.SetOption.class));
  }

  private static List<Hook> serverSocketChannel() {
    return Arrays.asList(
        Hook.of(
            "finishAccept",
            "(Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)Ljava/nio/channels/SocketChannel;",
            SocketChannelAdvice.FinishAccept.class),
        Hook.of("accept", "()Ljava/nio/channels/SocketChannel;", SocketChannelAdvice.Accept.class)
            .unless(SERVER_SOCKET_CHANNEL, "finishAccept"));
  }
}
