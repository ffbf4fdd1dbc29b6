package io.firstfin.record;

import java.io.FileDescriptor;
import java.net.InetSocketAddress;

/**
 * A {@code FileDescriptor} without its socket object: after an accept the object is not made yet,
 * and when a Cleaner closes the descriptor the object has been collected. Only the kernel knows the
 * addresses.
 */
final class DescriptorKind extends SocketKind {
  static final DescriptorKind KIND = new DescriptorKind();

  private DescriptorKind() {}

  @Override
  FileDescriptor descriptor(Object socket, int number) {
    return (FileDescriptor) socket;
  }

  @Override
  boolean describe(Object socket, SocketProbe kernel, Closing to) {
    if (!to.isKnown) {
      return false;
    }
    to.connected = true;
    to.askAddresses(kernel);
    return true;
  }

  @Override
  boolean isTcp(Object socket, int number, Object remote, SocketProbe kernel) {
    return remote instanceof InetSocketAddress;
  }
}
