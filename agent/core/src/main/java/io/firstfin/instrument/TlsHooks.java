package io.firstfin.instrument;

import java.util.Arrays;
import java.util.List;

/** The hooks of {@code sun.security.ssl.TransportContext}. */
final class TlsHooks {
  private TlsHooks() {}

  static List<Hook> transport() {
    Value transport = Value.field("transport");
    return Arrays.asList(
        // The end of the first handshake on a connection.
        Hook.named("finishHandshake").after(SocketCalls.secured(transport)),
        // The warnings that this end sends, close_notify among them.
        Hook.named("warning").before(SocketCalls.warning(transport, Value.argument(0))));
  }
}
