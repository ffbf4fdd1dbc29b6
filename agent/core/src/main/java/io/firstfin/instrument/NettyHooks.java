package io.firstfin.instrument;

import static io.firstfin.instrument.Value.NULL;
import static io.firstfin.instrument.Value.RETURNED;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The hooks of {@code io.netty.channel.unix.Socket} and its superclass {@code FileDescriptor},
 * which the native transports use instead of the JDK's sockets, and of io_uring's listener.
 */
final class NettyHooks {
  /** {@code FileDescriptor.STATE_CLOSED_MASK}. */
  private static final int CLOSED = 1;

  private static final Value DESCRIPTOR = Value.intField("fd");

  private NettyHooks() {}

  /** For {@code Socket}. */
  static List<Hook> socket() {
    Value remote = Value.argument(0);
    return Arrays.asList(
        // The methods that make a descriptor, on the thread that asks for a connection. The event
        // loop connects and closes.
        Hook.named("newSocketStream0")
            .after(SocketCalls.created(NULL, RETURNED).when(Condition.isNotNegative(RETURNED))),
        Hook.of("bind", "(Ljava/net/SocketAddress;)V")
            .afterFailure(SocketCalls.bindFailed(NULL, DESCRIPTOR, Value.argument(0))),
        // The result says whether the socket is connected now.
        Hook.of("connect", "(Ljava/net/SocketAddress;)Z")
            .after(SocketCalls.connected(NULL, DESCRIPTOR, remote).when(Condition.isTrue(RETURNED)))
            .afterFailure(SocketCalls.connectFailed(NULL, DESCRIPTOR, remote)),
        // This method does not know the address.
        Hook.of("finishConnect", "()Z")
            .after(SocketCalls.connected(NULL, DESCRIPTOR, NULL).when(Condition.isTrue(RETURNED))),
        // io_uring connects without a method of the socket, and asks for the peer's address
        // afterwards. A connection that is known already is not recorded again.
        Hook.of("remoteAddress", "()Ljava/net/InetSocketAddress;")
            .after(
                SocketCalls.connected(NULL, DESCRIPTOR, RETURNED)
                    .when(Condition.isNotNull(RETURNED))),
        Hook.of("accept", "([B)I")
            .after(
                SocketCalls.accepted(NULL, RETURNED, NULL).when(Condition.isNotNegative(RETURNED))),
        Hook.of("setSoLinger", "(I)V")
            .after(SocketCalls.lingerSet(NULL, DESCRIPTOR, Value.boxedArgument(0))),
        // The second argument says whether output ends.
        Hook.of("shutdown", "(ZZ)V")
            .before(
                SocketCalls.shuttingOutput(NULL, DESCRIPTOR)
                    .when(Condition.isTrue(Value.argument(1))))
            .atEnd(SocketCalls.closed()));
  }

  /**
   * For {@code FileDescriptor}, whose internal name is {@code self}. io_uring only marks the
   * descriptor as closed, and then asks the kernel to close it.
   */
  static List<Hook> descriptor(String self) {
    Hook close = Hook.of("close", "()V").unless(self, "markClosed");
    return Arrays.asList(close(Hook.of("markClosed", "()Z")), close(close));
  }

  private static Hook close(Hook hook) {
    return hook.before(
            SocketCalls.closing(NULL, DESCRIPTOR)
                .when(Condition.lacksBits(Value.intField("state"), CLOSED)))
        .atEnd(SocketCalls.closed());
  }

  /** This runs before the accepted channel asks for its peer's address. */
  static List<Hook> ioUringServer() {
    return Collections.singletonList(
        Hook.named("newChildChannel").before(SocketCalls.accepted(NULL, Value.argument(0), NULL)));
  }
}
