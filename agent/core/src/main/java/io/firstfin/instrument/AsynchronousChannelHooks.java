package io.firstfin.instrument;

import static io.firstfin.instrument.Value.NO_DESCRIPTOR;
import static io.firstfin.instrument.Value.NULL;
import static io.firstfin.instrument.Value.SELF;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The hooks of the JDK's {@code AsynchronousSocketChannel} and its listener. */
final class AsynchronousChannelHooks {
  private AsynchronousChannelHooks() {}

  /** For {@code sun.nio.ch.AsynchronousSocketChannelImpl}. */
  static List<Hook> channel() {
    return Arrays.asList(
        SocketChannelHooks.bind(
            "(Ljava/net/SocketAddress;)Ljava/nio/channels/AsynchronousSocketChannel;"),
        Hook.named("shutdownOutput")
            .before(SocketCalls.shuttingOutput(SELF, NO_DESCRIPTOR))
            .atEnd(SocketCalls.closed()),
        SocketChannelHooks.setOption(
            "(Ljava/net/SocketOption;Ljava/lang/Object;)"
                + "Ljava/nio/channels/AsynchronousSocketChannel;"));
  }

  /** For {@code sun.nio.ch.UnixAsynchronousSocketChannelImpl}. */
  static List<Hook> unixChannel() {
    return Arrays.asList(
        Hook.ofConstructor("(Lsun/nio/ch/Port;)V").after(SocketCalls.created(SELF, NO_DESCRIPTOR)),
        // Each connect that succeeds calls this method.
        Hook.of("setConnected", "()V").after(SocketCalls.connected(SELF, NO_DESCRIPTOR, NULL)),
        SocketChannelHooks.close("implClose"));
  }

  /** For {@code sun.nio.ch.UnixAsynchronousServerSocketChannelImpl}. */
  static List<Hook> unixServer() {
    return Collections.singletonList(
        Hook.named("finishAccept")
            .after(SocketCalls.accepted(Value.argument(0), NO_DESCRIPTOR, Value.argument(1))));
  }
}
