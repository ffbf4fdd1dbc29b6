package io.firstfin.record;

import java.lang.invoke.MethodHandle;

/**
 * {@code sun.nio.ch.NioSocketImpl}, JDK 13 and later. Unless SO_LINGER is 0, its close sends the
 * FIN by shutdown(2) and then releases the descriptor. In between, the kernel still shows the
 * connection's state.
 */
final class NioSocketKind extends SocketImplKind {
  static final NioSocketKind KIND = new NioSocketKind();

  private static final String NAME = "sun.nio.ch.NioSocketImpl";
  private static final Class<?> TYPE = JdkFields.type(NAME);
  private static final MethodHandle STATE = JdkFields.find(NAME, "state", int.class);
  private static final MethodHandle SERVER = JdkFields.find(NAME, "server", boolean.class);
  private static final MethodHandle STREAM = JdkFields.find(NAME, "stream", boolean.class);
  private static final MethodHandle OUTPUT_CLOSED =
      JdkFields.find(NAME, "isOutputClosed", boolean.class);

  /** Set when a read has found the end of what the peer sent. */
  private static final MethodHandle READ_END = JdkFields.find(NAME, "readEOF", boolean.class);

  /** The thread that is in a read; 0 when there is none. */
  private static final MethodHandle READER = JdkFields.find(NAME, "readerThread", long.class);

  private static final MethodHandle INPUT_CLOSED =
      JdkFields.find(NAME, "isInputClosed", boolean.class);

  /** Whether a hook reports when the descriptor is released. */
  private static final boolean RELEASES = JdkFields.declares(TYPE, "tryClose");

  /** ST_CONNECTING. */
  private static final int CONNECTING = 2;

  /** ST_CONNECTED. */
  private static final int CONNECTED = 3;

  private NioSocketKind() {}

  static boolean includes(Object socket) {
    return TYPE != null && TYPE.isInstance(socket);
  }

  /**
   * The socket keeps the number of a descriptor after closing it; the number may then belong to
   * another connection.
   */
  @Override
  boolean describe(Object socket, SocketProbe kernel, Closing to) throws Throwable {
    if (!to.isKnown) {
      int state = (int) STATE.invokeExact(socket);
      if (state != CONNECTING && state != CONNECTED) {
        return false;
      }
      to.connected = state == CONNECTED;
    }
    to.finBeforeRelease = RELEASES && to.connected;
    to.releaseHook = to.finBeforeRelease ? ReleaseHook.UNLESS_LINGER_ZERO : ReleaseHook.NONE;
    return super.describe(socket, kernel, to);
  }

  @Override
  boolean isOutputOpen(Object socket) throws Throwable {
    return OUTPUT_CLOSED != null && !(boolean) OUTPUT_CLOSED.invokeExact(socket);
  }

  /** A read also ends when the application itself closes the input. */
  @Override
  boolean hasReadAll(Object socket) throws Throwable {
    return READ_END != null
        && INPUT_CLOSED != null
        && (boolean) READ_END.invokeExact(socket)
        && !(boolean) INPUT_CLOSED.invokeExact(socket);
  }

  /**
   * A close holds the socket's lock until the descriptor is released. A thread that has read the
   * end meanwhile waits for that lock, and is still the socket's reader.
   */
  @Override
  boolean hadReadAll(Object socket) throws Throwable {
    return READER != null && (long) READER.invokeExact(socket) == 0 && hasReadAll(socket);
  }

  @Override
  boolean isDatagram(Object socket) throws Throwable {
    return STREAM != null && !(boolean) STREAM.invokeExact(socket);
  }

  @Override
  boolean isClient(Object socket, int number, SocketProbe kernel) throws Throwable {
    return SERVER == null || !(boolean) SERVER.invokeExact(socket);
  }
}
