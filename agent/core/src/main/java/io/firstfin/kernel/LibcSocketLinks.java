package io.firstfin.kernel;

import java.nio.charset.StandardCharsets;

/** Reads the links with readlink(2), without an object per link. */
final class LibcSocketLinks implements SocketLinks, AutoCloseable {
  private static final byte[] SOCKET = {'s', 'o', 'c', 'k', 'e', 't', ':', '['};
  private static final int TARGET = 64;

  private final NativeMemory path;
  private final NativeMemory target;
  private final int prefix;

  LibcSocketLinks(String folder) throws KernelException {
    byte[] bytes = (folder + "/").getBytes(StandardCharsets.UTF_8);
    prefix = bytes.length;
    path = new NativeMemory(prefix + 12);
    for (int i = 0; i < prefix; i++) {
      path.setU8(i, bytes[i]);
    }
    target = new NativeMemory(TARGET);
  }

  @Override
  public long inode(int descriptor) {
    int digits = 1;
    for (int rest = descriptor; rest >= 10; rest /= 10) {
      digits++;
    }
    path.setU8(prefix + digits, 0);
    for (int i = prefix + digits - 1, rest = descriptor; i >= prefix; i--, rest /= 10) {
      path.setU8(i, '0' + rest % 10);
    }
    long length = Libc.readlink(path.address(), target.address(), TARGET);
    return length < 0 ? UNREADABLE : inodeIn((int) length);
  }

  private long inodeIn(int length) {
    if (length <= SOCKET.length || length >= TARGET || target.u8(length - 1) != ']') {
      return NO_SOCKET;
    }
    for (int i = 0; i < SOCKET.length; i++) {
      if (target.u8(i) != SOCKET[i]) {
        return NO_SOCKET;
      }
    }
    long inode = 0;
    for (int i = SOCKET.length; i < length - 1; i++) {
      int digit = target.u8(i) - '0';
      if (digit < 0 || digit > 9) {
        return NO_SOCKET;
      }
      inode = inode * 10 + digit;
    }
    return inode;
  }

  @Override
  public void close() {
    path.close();
    target.close();
  }
}
