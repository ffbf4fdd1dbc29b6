package io.firstfin.instrument;

import static io.firstfin.instrument.Value.NO_DESCRIPTOR;
import static io.firstfin.instrument.Value.NULL;
import static io.firstfin.instrument.Value.SELF;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The hooks of the classes behind {@code java.net.Socket}, each a {@code SocketImpl}. */
final class SocketImplHooks {
  /** {@code java.net.SocketOptions.SO_LINGER}. */
  private static final int SO_LINGER = 0x0080;

  private SocketImplHooks() {}

  /** For {@code sun.nio.ch.NioSocketImpl}, from Java 13 on. */
  static List<Hook> nioSocket() {
    Value remote = Value.argument(0);
    return Arrays.asList(
        create(),
        bind(),
        Hook.of("connect", "(Ljava/net/SocketAddress;I)V")
            .after(SocketCalls.connected(SELF, NO_DESCRIPTOR, remote))
            .afterFailure(SocketCalls.connectFailed(SELF, NO_DESCRIPTOR, remote)),
        accept(),
        SocketChannelHooks.close("close"),
        // The method that closes the descriptor unless another thread still uses it.
        Hook.of("tryClose", "()Z").before(SocketCalls.releasing(SELF)),
        shutdownOutput(),
        setOption(),
        // The Runnable that closes the descriptor, both for close() and for the Cleaner.
        Hook.ofLambda("closerFor", "(Ljava/io/FileDescriptor;)V")
            .before(SocketCalls.leaking(Value.argument(0), NO_DESCRIPTOR))
            .atEnd(SocketCalls.closed()));
  }

  /**
   * For {@code java.net.AbstractPlainSocketImpl}. {@code socketPreClose} puts another descriptor in
   * the place of the socket's; this sends the FIN. Every close of a socket calls it once and holds
   * the descriptor's lock meanwhile.
   */
  static List<Hook> plainSocket() {
    return Arrays.asList(
        create(),
        bind(),
        // One attempt to connect to one address. All variants of connect call this method.
        Hook.of("doConnect", "(Ljava/net/InetAddress;II)V")
            .after(SocketCalls.connected(SELF, NO_DESCRIPTOR, NULL))
            .afterFailure(SocketCalls.connectFailed(SELF, NO_DESCRIPTOR, Value.address(0))),
        accept(),
        SocketChannelHooks.close("socketPreClose"),
        shutdownOutput(),
        setOption(),
        // The socket was collected without having been closed, or is closed already.
        Hook.of("finalize", "()V")
            .before(SocketCalls.leaking(SELF, NO_DESCRIPTOR))
            .atEnd(SocketCalls.closed()));
  }

  /** For {@code java.net.SocketCleanable}, which closes the descriptors of collected sockets. */
  static List<Hook> cleaner() {
    return Collections.singletonList(
        Hook.of("performCleanup", "()V")
            .before(SocketCalls.leaking(NULL, Value.intField("fd")))
            .atEnd(SocketCalls.closed()));
  }

  private static Hook create() {
    return Hook.of("create", "(Z)V").after(SocketCalls.created(SELF, NO_DESCRIPTOR));
  }

  private static Hook bind() {
    return Hook.of("bind", "(Ljava/net/InetAddress;I)V")
        .afterFailure(SocketCalls.bindFailed(SELF, NO_DESCRIPTOR, Value.address(0)));
  }

  private static Hook accept() {
    return Hook.of("accept", "(Ljava/net/SocketImpl;)V")
        .after(SocketCalls.accepted(Value.argument(0), NO_DESCRIPTOR, NULL));
  }

  private static Hook shutdownOutput() {
    return Hook.of("shutdownOutput", "()V")
        .before(SocketCalls.shuttingOutput(SELF, NO_DESCRIPTOR))
        .atEnd(SocketCalls.closed());
  }

  private static Hook setOption() {
    return Hook.of("setOption", "(ILjava/lang/Object;)V")
        .after(
            SocketCalls.lingerSet(SELF, NO_DESCRIPTOR, Value.argument(1))
                .when(Condition.equals(Value.argument(0), SO_LINGER)));
  }
}
