package io.firstfin.kernel;

/** Names of those errno values that matter here (include/uapi/asm-generic/errno*.h). */
public final class Errno {
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EINVAL = 22;

  /** A write after the peer's FIN and its reset. */
  public static final int EPIPE = 32;

  static final int EOPNOTSUPP = 95;

  /** The peer has reset the connection. */
  public static final int ECONNRESET = 104;

  private Errno() {}

  /** The text for people: {@code EPERM (1)}, or {@code errno 77} where the name is not listed. */
  static String describe(int errno) {
    String name = name(errno);
    return name == null ? "errno " + errno : name + " (" + errno + ")";
  }

  private static String name(int errno) {
    switch (errno) {
      case 1:
        return "EPERM";
      case ENOENT:
        return "ENOENT";
      case EINTR:
        return "EINTR";
      case 9:
        return "EBADF";
      case EAGAIN:
        return "EAGAIN";
      case 12:
        return "ENOMEM";
      case 13:
        return "EACCES";
      case 16:
        return "EBUSY";
      case EINVAL:
        return "EINVAL";
      case 23:
        return "ENFILE";
      case 24:
        return "EMFILE";
      case 38:
        return "ENOSYS";
      case 93:
        return "EPROTONOSUPPORT";
      case EOPNOTSUPP:
        return "EOPNOTSUPP";
      case 97:
        return "EAFNOSUPPORT";
      case 105:
        return "ENOBUFS";
      default:
        return null;
    }
  }
}
