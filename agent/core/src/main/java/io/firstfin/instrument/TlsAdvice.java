package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;
import net.bytebuddy.asm.Advice;

/**
 * Inlined into {@code sun.security.ssl.TransportContext}, which an SSLSocket and an SSLEngine of
 * the JDK have in common; never loaded as a class.
 */
final class TlsAdvice {
  private TlsAdvice() {}

  /** For the end of the first handshake on a connection. */
  static final class FinishHandshake {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("transport") Object transport) {
      SocketHooks.secured(transport);
    }
  }

  /** For the warnings that this end sends, close_notify among them. */
  static final class Warning {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("transport") Object transport, @Advice.Argument(0) Object alert) {
      SocketHooks.warning(transport, alert);
    }
  }
}
