package io.firstfin.kernel;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Calls of the C library by JNA's direct mapping. Parameters and results are primitives, so that a
 * call allocates nothing. {@link #load()} is the first to load JNA; until it has succeeded, every
 * native method here throws an UnsatisfiedLinkError.
 *
 * <p>Pointers and lengths are longs, so that only 64-bit processes can use it. Section 2 of the
 * Linux manual describes each call and its units. A call returns -1 on failure, and {@link
 * #errno()} on the same thread then says why. Any thread. An address outside of the caller's own
 * {@link NativeMemory} can end the process.
 */
public final class Libc {
  /** SOL_SOCKET of asm-generic/socket.h (x86, ARM, RISC-V, POWER, s390). */
  public static final int SOL_SOCKET = 1;

  public static final int SO_COOKIE = 57;
  public static final int IPPROTO_TCP = 6;
  public static final int TCP_INFO = 11;
  public static final long SIOCINQ = 0x541b;
  public static final long SIOCOUTQ = 0x5411;

  private static final String LIBRARY_PATH = "jna.platform.library.path";

  private static volatile boolean loaded;
  private static String failure;
  private static TrampolineFile trampolines;

  /** What was mapped before the first try to bind, which can fail after libffi has its file. */
  private static Set<String> mappedBefore;

  private static NativeLibrary process;

  private Libc() {}

  /**
   * Loads JNA and binds the calls. Once this has succeeded, it costs a volatile read. A failure is
   * kept and thrown again.
   */
  public static void load() throws KernelException {
    load(() -> {});
  }

  /**
   * The same. {@code whenCodeIsLoaded} runs between the loading of JNA's native code and the first
   * binding: libffi, which that code contains, would open its own file then and never close it, if
   * it were still there.
   */
  public static void load(Runnable whenCodeIsLoaded) throws KernelException {
    if (!loaded) {
      loadOnce(whenCodeIsLoaded);
    }
  }

  /**
   * Makes {@link #load()} fail with this reason from now on, so that JNA is never loaded. Does
   * nothing once it is loaded.
   */
  public static synchronized void refuse(String reason) {
    if (!loaded) {
      failure = reason;
    }
  }

  /** Whether {@link #load()} has succeeded; loads nothing. */
  public static boolean isLoaded() {
    return loaded;
  }

  /**
   * Unbinds the calls for good, so that nothing native keeps the class loaders of this class and of
   * JNA. No thread may be in a call now or make one later.
   */
  public static synchronized void unload() {
    if (loaded) {
      loaded = false;
      failure = "the C library's calls are unbound";
      if (trampolines != null) {
        trampolines.close();
      }
      Native.unregister(Libc.class);
      // JNA would close this in a finalizer. Java 8 runs the finalizers of a class loader's objects
      // in any order, so that the native code may be unloaded by then, and the JVM would crash.
      process.close();
    }
  }

  private static synchronized void loadOnce(Runnable whenCodeIsLoaded) throws KernelException {
    if (loaded) {
      return;
    }
    if (failure == null) {
      failure = tryToLoad(whenCodeIsLoaded);
    }
    if (failure != null) {
      throw new KernelException(failure);
    }
    loaded = true;
  }

  private static String tryToLoad(Runnable whenCodeIsLoaded) {
    try {
      if (Native.POINTER_SIZE != 8) {
        return "JNA is only used in 64-bit processes; this one has pointers of "
            + Native.POINTER_SIZE
            + " bytes";
      }
      whenCodeIsLoaded.run();
      bind();
      return null;
    } catch (Exception | LinkageError e) {
      return "JNA cannot load its native code: " + firstLine(e);
    }
  }

  /**
   * Sets the property of the library path, because JNA otherwise starts {@code ldconfig} to find
   * the folders of libraries. While a child process starts, it holds a copy of every descriptor of
   * the application, so that closes take no effect.
   */
  private static void bind() {
    boolean unset = System.getProperty(LIBRARY_PATH) == null;
    if (unset) {
      System.setProperty(LIBRARY_PATH, "");
    }
    try {
      // The library is the process itself, which contains the C library already, whatever the name
      // of its file.
      if (mappedBefore == null) {
        mappedBefore = TrampolineFile.mapped();
      }
      process = NativeLibrary.getProcess();
      Native.register(Libc.class, process);
      JnaThread.end(Native.class);
      trampolines = TrampolineFile.mappedSince(mappedBefore);
    } finally {
      if (unset) {
        System.clearProperty(LIBRARY_PATH);
      }
    }
  }

  private static String firstLine(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root);
    if (text.contains("java/util/logging") || text.contains("java.util.logging")) {
      return "JNA needs the module java.logging (jlink --add-modules java.logging)";
    }
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  public static native int socket(int domain, int type, int protocol);

  public static native int connect(int fd, long address, int length);

  public static native long sendto(
      int fd, long bytes, long length, int flags, long address, int addressLength);

  public static native long recv(int fd, long bytes, long length, int flags);

  /** {@code lengthPointer} points to a 32-bit length, in and out. */
  public static native int getsockopt(
      int fd, int level, int name, long valuePointer, long lengthPointer);

  public static native int setsockopt(int fd, int level, int name, long value, int length);

  /** {@code lengthPointer} points to a 32-bit length, in and out. */
  public static native int getsockname(int fd, long address, long lengthPointer);

  public static native int ioctl(int fd, long request, long pointer);

  public static native long readlink(long path, long target, long length);

  public static native int close(int fd);

  /** errno of this thread's last call through this class. */
  public static int errno() {
    return Native.getLastError();
  }

  /** Zeroed memory; 0 when there is none. */
  static long allocate(long length) {
    long address = Native.malloc(length);
    if (address != 0) {
      new Pointer(address).clear(length);
    }
    return address;
  }

  static void free(long address) {
    Native.free(address);
  }

  static ByteBuffer view(long address, long length) {
    return new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
  }
}
