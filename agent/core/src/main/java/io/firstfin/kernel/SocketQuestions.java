package io.firstfin.kernel;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the questions about a socket the kernel answers here. A sandbox or a seccomp filter can
 * refuse each of them.
 */
public final class SocketQuestions {
  public static final String TCP_INFO = "tcp_info";
  public static final String COOKIES = "cookies";
  public static final String UNREAD = "unread";

  public static final List<String> ALL =
      Collections.unmodifiableList(Arrays.asList(TCP_INFO, COOKIES, UNREAD));

  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = 02000000;

  private static final int LENGTH = 240;
  private static final int BYTES = 248;

  private SocketQuestions() {}

  /**
   * Asks each question about a socket that is not connected; returns those that are refused, with
   * the reason. Null where no socket can be made.
   */
  public static Map<String, String> refused() throws KernelException {
    Map<String, String> refused = new LinkedHashMap<String, String>();
    int socket = Libc.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) {
      return null;
    }
    try (NativeMemory memory = new NativeMemory(BYTES)) {
      if (!answers(socket, Libc.IPPROTO_TCP, Libc.TCP_INFO, memory, LENGTH)) {
        refused.put(TCP_INFO, "getsockopt(TCP_INFO) fails with " + Errno.describe(Libc.errno()));
      }
      if (!answers(socket, Libc.SOL_SOCKET, Libc.SO_COOKIE, memory, Long.BYTES)) {
        refused.put(COOKIES, "getsockopt(SO_COOKIE) fails with " + Errno.describe(Libc.errno()));
      }
      if (Libc.ioctl(socket, Libc.SIOCINQ, memory.address()) != 0) {
        refused.put(UNREAD, "ioctl(SIOCINQ) fails with " + Errno.describe(Libc.errno()));
      }
    } finally {
      Libc.close(socket);
    }
    return refused;
  }

  private static boolean answers(int socket, int level, int name, NativeMemory memory, int size) {
    memory.bytes().putInt(LENGTH, size);
    long address = memory.address();
    return Libc.getsockopt(socket, level, name, address, address + LENGTH) == 0;
  }
}
