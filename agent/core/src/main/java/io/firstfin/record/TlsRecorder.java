package io.firstfin.record;

import java.io.FileDescriptor;
import java.net.Socket;
import javax.net.ssl.SSLEngine;

/**
 * Notes in the open record what a connection has carried when its TLS handshake ends, and when its
 * farewell begins, so that neither counts as an exchange. It runs on the application's threads,
 * once or twice for each TLS connection, and keeps no reference to a socket.
 */
final class TlsRecorder {
  private final OpenConnections open;
  private final Probes probes;

  TlsRecorder(OpenConnections open, Probes probes) {
    this.open = open;
    this.probes = probes;
  }

  void secured(Object transport) throws Throwable {
    if (transport instanceof Socket) {
      note(TlsSockets.carrier(transport), false);
    } else if (transport instanceof SSLEngine) {
      open.engines.secured((SSLEngine) transport);
    }
  }

  /** Of the warnings, these two say that the connection ends; the first of them counts. */
  void warning(Object transport, Object alert) throws Throwable {
    if (transport instanceof Socket && alert instanceof Enum) {
      String name = ((Enum<?>) alert).name();
      if (name.equals("CLOSE_NOTIFY") || name.equals("USER_CANCELED")) {
        note(TlsSockets.carrier(transport), true);
      }
    }
  }

  private void note(Object socket, boolean ends) throws Throwable {
    if (socket == null) {
      return;
    }
    SocketKind kind = SocketKinds.of(socket);
    FileDescriptor object = kind.descriptor(socket, -1);
    int descriptor = Descriptors.number(object);
    int state = OpenConnections.state(open.find(descriptor, kind.owner(object)));
    if (descriptor < 0 || state != OpenConnections.OPEN && state != OpenConnections.HALF_CLOSED) {
      return;
    }
    SocketProbe kernel = probes.get();
    if (!ends) {
      open.tls(descriptor, kernel.tlsBegun(descriptor, object));
      return;
    }
    long begun = open.tls(descriptor);
    if (TlsTraffic.isBegun(begun)) {
      open.tls(descriptor, kernel.tlsEnded(descriptor, object, begun));
    }
  }
}
