package io.firstfin.kernel;

/** Reads what a descriptor's link in /proc/self/fd says. */
interface SocketLinks {
  /** The descriptor is no socket. */
  long NO_SOCKET = 0;

  /** The descriptor is gone, or its link may not be read. */
  long UNREADABLE = -1;

  /** The inode of the socket {@code socket:[inode]}; else {@link #NO_SOCKET} or UNREADABLE. */
  long inode(int descriptor);
}
