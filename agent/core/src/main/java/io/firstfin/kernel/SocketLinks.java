package io.firstfin.kernel;

/** Reads the link of a descriptor in /proc/self/fd. */
interface SocketLinks {
  /** The descriptor is not a socket. */
  long NO_SOCKET = 0;

  /** The descriptor is closed, or its link may not be read. */
  long UNREADABLE = -1;

  /**
   * The inode in a link {@code socket:[inode]}; otherwise {@link #NO_SOCKET} or {@link
   * #UNREADABLE}.
   */
  long inode(int descriptor);
}
