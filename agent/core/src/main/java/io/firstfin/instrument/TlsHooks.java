package io.firstfin.instrument;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The hooks that say when a TLS handshake has ended. */
final class TlsHooks {
  private TlsHooks() {}

  /** For {@code sun.security.ssl.TransportContext}. */
  static List<Hook> transport() {
    Value transport = Value.field("transport");
    return Arrays.asList(
        // The end of the first handshake on a connection.
        Hook.named("finishHandshake").after(SocketCalls.secured(transport)),
        // The warnings that this end sends, close_notify among them.
        Hook.named("warning").before(SocketCalls.warning(transport, Value.argument(0))));
  }

  /**
   * For Netty's engine over OpenSSL. It chooses the protocol of the application once, at the end of
   * the handshake.
   */
  static List<Hook> nettyEngine() {
    return ofEngine(Hook.of("selectApplicationProtocol", "()V"));
  }

  /** For Conscrypt's engine, which its sockets have inside, too. */
  static List<Hook> conscryptEngine() {
    return ofEngine(Hook.of("finishHandshake", "()V"));
  }

  private static List<Hook> ofEngine(Hook end) {
    return Collections.singletonList(end.after(SocketCalls.secured(Value.SELF)));
  }
}
