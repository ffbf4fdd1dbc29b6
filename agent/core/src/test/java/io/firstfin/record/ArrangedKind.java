package io.firstfin.record;

import java.io.FileDescriptor;
import java.net.InetAddress;

/** Sockets without a descriptor object, whose addresses are there before and after the close. */
class ArrangedKind extends SocketKind {
  @Override
  FileDescriptor descriptor(Object socket, int number) {
    return null;
  }

  @Override
  boolean describe(Object socket, SocketProbe probe, Closing to) {
    return true;
  }

  @Override
  void addresses(Object socket, Closing to) {
    to.localPort = 40_001;
    to.remote = InetAddress.getLoopbackAddress();
    to.remotePort = 6379;
  }
}
