package io.firstfin.kernel;

/** Takes sockets among a process's descriptors. */
public interface DescriptorVisitor {
  /** The inode of a socket and the lowest descriptor that it has. */
  void visit(long inode, int descriptor);
}
