package io.firstfin.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Reads the links with the JDK, where JNA is not available. */
final class JdkSocketLinks implements SocketLinks {
  private static final String SOCKET = "socket:[";

  private final String folder;

  JdkSocketLinks(String folder) {
    this.folder = folder;
  }

  @Override
  public long inode(int descriptor) {
    String target;
    try {
      target = Files.readSymbolicLink(Paths.get(folder, Integer.toString(descriptor))).toString();
    } catch (IOException e) {
      return UNREADABLE;
    }
    if (!target.startsWith(SOCKET) || !target.endsWith("]")) {
      return NO_SOCKET;
    }
    try {
      return Long.parseLong(target.substring(SOCKET.length(), target.length() - 1));
    } catch (NumberFormatException e) {
      return NO_SOCKET;
    }
  }
}
