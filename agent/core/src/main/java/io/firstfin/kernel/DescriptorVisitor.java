package io.firstfin.kernel;

/** Receives the sockets among a process's descriptors. */
public interface DescriptorVisitor {
  /** Receives the inode of a socket and its lowest descriptor. */
  void visit(long inode, int descriptor);
}
