package io.firstfin.instrument;

import static io.firstfin.instrument.Value.NO_DESCRIPTOR;
import static io.firstfin.instrument.Value.NULL;
import static io.firstfin.instrument.Value.RETURNED;
import static io.firstfin.instrument.Value.SELF;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The hooks of the JDK's {@code SocketChannel}, its listener and its socket. */
final class SocketChannelHooks {
  /** {@code ST_CONNECTED} of JDK 8. */
  private static final int CONNECTED = 2;

  private SocketChannelHooks() {}

  /** For {@code sun.nio.ch.SocketChannelImpl}, whose internal name is {@code self}. */
  static List<Hook> channel(String self) {
    Value remote = Value.argument(0);
    return Arrays.asList(
        // The constructors that make a descriptor.
        Hook.ofConstructor("(Ljava/nio/channels/spi/SelectorProvider;)V")
            .after(SocketCalls.created(SELF, NO_DESCRIPTOR)),
        Hook.ofConstructor("(Ljava/nio/channels/spi/SelectorProvider;Ljava/net/ProtocolFamily;)V")
            .after(SocketCalls.created(SELF, NO_DESCRIPTOR)),
        bind("(Ljava/net/SocketAddress;)Ljava/nio/channels/SocketChannel;"),
        connect(Hook.of("connect", "(Ljava/net/SocketAddress;)Z"), remote),
        connect(Hook.of("finishConnect", "()Z"), Value.field("remoteAddress")),
        // For the socket adaptor's connect, which either connects or throws.
        Hook.of("blockingConnect", "(Ljava/net/SocketAddress;J)V")
            .after(SocketCalls.connected(SELF, NO_DESCRIPTOR, remote))
            .afterFailure(SocketCalls.connectFailed(SELF, NO_DESCRIPTOR, remote)),
        close("implCloseSelectableChannel"),
        Hook.of("tryClose", "()Z").before(SocketCalls.releasing(SELF)),
        kill().unless(self, "tryClose"),
        Hook.of("shutdownOutput", "()Ljava/nio/channels/SocketChannel;")
            .before(SocketCalls.shuttingOutput(SELF, NO_DESCRIPTOR))
            .atEnd(SocketCalls.closed()),
        setOption("(Ljava/net/SocketOption;Ljava/lang/Object;)Ljava/nio/channels/SocketChannel;"));
  }

  /** The result says whether the channel is connected now. */
  private static Hook connect(Hook hook, Value remote) {
    return hook.after(
            SocketCalls.connected(SELF, NO_DESCRIPTOR, remote).when(Condition.isTrue(RETURNED)))
        .afterFailure(SocketCalls.connectFailed(SELF, NO_DESCRIPTOR, remote));
  }

  /**
   * For JDK 8, where the thread of a Selector closes the descriptor of a channel whose key was
   * cancelled, maybe before the close of the channel has got so far. In any other state than
   * connected the number may be another connection's already.
   */
  private static Hook kill() {
    return Hook.of("kill", "()V")
        .before(
            SocketCalls.releasing(SELF),
            SocketCalls.closing().when(Condition.equals(Value.intField("state"), CONNECTED)))
        .atEnd(SocketCalls.closed());
  }

  /** For {@code sun.nio.ch.SocketAdaptor}, which gives up without informing its channel. */
  static List<Hook> adaptor(String channel) {
    return Collections.singletonList(
        Hook.of("connect", "(Ljava/net/SocketAddress;I)V")
            .afterFailure(
                SocketCalls.connectFailed(Value.field("sc"), NO_DESCRIPTOR, Value.argument(0))
                    .when(Condition.isInstance(Value.FAILURE, "java/net/SocketTimeoutException")))
            .unless(channel, "blockingConnect"));
  }

  /** For {@code sun.nio.ch.ServerSocketChannelImpl}, whose internal name is {@code self}. */
  static List<Hook> server(String self) {
    return Arrays.asList(
        Hook.of(
                "finishAccept",
                "(Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)"
                    + "Ljava/nio/channels/SocketChannel;")
            .after(SocketCalls.accepted(Value.argument(0), NO_DESCRIPTOR, Value.argument(1))),
        // Without a client that waits, accept returns null.
        Hook.of("accept", "()Ljava/nio/channels/SocketChannel;")
            .after(
                SocketCalls.accepted(RETURNED, NO_DESCRIPTOR, NULL)
                    .when(Condition.isNotNull(RETURNED)))
            .unless(self, "finishAccept"));
  }

  static Hook bind(String descriptor) {
    return Hook.of("bind", descriptor)
        .afterFailure(SocketCalls.bindFailed(SELF, NO_DESCRIPTOR, Value.argument(0)));
  }

  static Hook close(String method) {
    return Hook.of(method, "()V").before(SocketCalls.closing()).atEnd(SocketCalls.closed());
  }

  static Hook setOption(String descriptor) {
    return Hook.of("setOption", descriptor)
        .after(
            SocketCalls.lingerSet(SELF, NO_DESCRIPTOR, Value.argument(1))
                .when(
                    Condition.isConstant(
                        Value.argument(0),
                        "java/net/StandardSocketOptions",
                        "SO_LINGER",
                        "Ljava/net/SocketOption;")));
  }
}
