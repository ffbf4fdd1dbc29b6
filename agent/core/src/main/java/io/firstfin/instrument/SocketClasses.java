package io.firstfin.instrument;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which classes of the JDK are instrumented and where; decided by presence, not by version. */
final class SocketClasses {
  private static final String NIO_SOCKET = "sun/nio/ch/NioSocketImpl";
  private static final String SOCKET_CHANNEL = "sun/nio/ch/SocketChannelImpl";
  private static final String SERVER_SOCKET_CHANNEL = "sun/nio/ch/ServerSocketChannelImpl";

  /** Internal names; a plain set, so that asking costs nothing at start-up. */
  static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new HashSet<String>(Arrays.asList(NIO_SOCKET, SOCKET_CHANNEL, SERVER_SOCKET_CHANNEL)));

  private SocketClasses() {}

  /** The hooks of a class of {@link #NAMES}. */
  static List<Hook> hooks(String internalName) {
    if (internalName.equals(NIO_SOCKET)) {
      return Arrays.asList(
          Hook.of("connect", "(Ljava/net/SocketAddress;I)V", SocketImplAdvice.Connect.class),
          Hook.of("accept", "(Ljava/net/SocketImpl;)V", SocketImplAdvice.Accept.class),
          Hook.of("close", "()V", SocketImplAdvice.Close.class),
          Hook.of("shutdownOutput", "()V", SocketImplAdvice.ShutdownOutput.class),
          Hook.of("setOption", "(ILjava/lang/Object;)V", SocketImplAdvice.SetOption.class),
          Hook.ofLambda("closerFor", SocketImplAdvice.CloseDescriptor.class));
    }
    if (internalName.equals(SOCKET_CHANNEL)) {
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
    return Collections.singletonList(
        Hook.of(
            "finishAccept",
            "(Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)Ljava/nio/channels/SocketChannel;",
            SocketChannelAdvice.FinishAccept.class));
  }
}
