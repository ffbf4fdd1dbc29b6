package io.firstfin.instrument;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which classes of the JDK are instrumented and where; decided by presence, not by version. */
final class SocketClasses {
  private static final String NIO_SOCKET = "sun/nio/ch/NioSocketImpl";
  private static final String PLAIN_SOCKET = "java/net/AbstractPlainSocketImpl";
  private static final String SOCKET_CLEANABLE = "java/net/SocketCleanable";
  private static final String SOCKET_CHANNEL = "sun/nio/ch/SocketChannelImpl";
  private static final String SOCKET_ADAPTOR = "sun/nio/ch/SocketAdaptor";
  private static final String SERVER_SOCKET_CHANNEL = "sun/nio/ch/ServerSocketChannelImpl";

  /** Internal names; a plain set, so that asking costs nothing at start-up. */
  static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new HashSet<String>(
              Arrays.asList(
                  NIO_SOCKET,
                  PLAIN_SOCKET,
                  SOCKET_CLEANABLE,
                  SOCKET_CHANNEL,
                  SOCKET_ADAPTOR,
                  SERVER_SOCKET_CHANNEL)));

  private SocketClasses() {}

  /** The hooks of a class of {@link #NAMES}; a JDK that lacks a method goes without its hook. */
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
      default:
        return serverSocketChannel();
    }
  }

  private static List<Hook> nioSocket() {
    return Arrays.asList(
        Hook.of("connect", "(Ljava/net/SocketAddress;I)V", SocketImplAdvice.Connect.class),
        Hook.of("accept", "(Ljava/net/SocketImpl;)V", SocketImplAdvice.Accept.class),
        Hook.of("close", "()V", SocketImplAdvice.Close.class),
        Hook.of("shutdownOutput", "()V", SocketImplAdvice.ShutdownOutput.class),
        Hook.of("setOption", "(ILjava/lang/Object;)V", SocketImplAdvice.SetOption.class),
        Hook.ofLambda("closerFor", SocketImplAdvice.CloseDescriptor.class));
  }

  /**
   * {@code socketPreClose} puts another descriptor in the place of the socket's, which sends the
   * FIN. Every close of a socket comes through it once, with the descriptor's lock held.
   */
  private static List<Hook> plainSocket() {
    return Arrays.asList(
        Hook.of("doConnect", "(Ljava/net/InetAddress;II)V", PlainSocketAdvice.Connect.class),
        Hook.of("accept", "(Ljava/net/SocketImpl;)V", SocketImplAdvice.Accept.class),
        Hook.of("socketPreClose", "()V", SocketImplAdvice.Close.class),
        Hook.of("shutdownOutput", "()V", SocketImplAdvice.ShutdownOutput.class),
        Hook.of("setOption", "(ILjava/lang/Object;)V", SocketImplAdvice.SetOption.class),
        Hook.of("finalize", "()V", PlainSocketAdvice.Finalize.class));
  }

  private static List<Hook> socketChannel() {
    return Arrays.asList(
        Hook.of("connect", "(Ljava/net/SocketAddress;)Z", SocketChannelAdvice.Connect.class),
        Hook.of("finishConnect", "()Z", SocketChannelAdvice.FinishConnect.class),
        Hook.of(
            "blockingConnect",
            "(Ljava/net/SocketAddress;J)V",
            SocketChannelAdvice.BlockingConnect.class),
        Hook.of("implCloseSelectableChannel", "()V", SocketChannelAdvice.Close.class),
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
