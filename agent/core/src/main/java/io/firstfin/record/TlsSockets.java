package io.firstfin.record;

import java.lang.invoke.MethodHandle;
import java.net.Socket;

/** Finds the socket that carries one of the JDK's TLS sockets. Initialised at the first of them. */
final class TlsSockets {
  private static final MethodHandle SELF =
      JdkFields.find("sun.security.ssl.BaseSSLSocketImpl", "self", Object.class);
  private static final MethodHandle IMPLEMENTATION =
      JdkFields.find("java.net.Socket", "impl", Object.class);

  /** JDK 13 and later. */
  private static final String DELEGATING = "java.net.DelegatingSocketImpl";

  private static final Class<?> DELEGATING_TYPE = JdkFields.type(DELEGATING);
  private static final MethodHandle DELEGATE = JdkFields.find(DELEGATING, "delegate", Object.class);

  private TlsSockets() {}

  /**
   * The {@code SocketImpl} or channel, as {@link SocketKinds} takes it; null where it is not known.
   */
  static Object carrier(Object tlsSocket) throws Throwable {
    if (SELF == null || IMPLEMENTATION == null) {
      return null;
    }
    // A TLS socket over another socket; or itself.
    Object carrying = (Object) SELF.invokeExact(tlsSocket);
    // An application's own kind of socket may answer whatever it likes.
    if (carrying != tlsSocket && carrying.getClass().getClassLoader() == null) {
      Object channel = ((Socket) carrying).getChannel();
      if (channel != null) {
        return channel;
      }
    }
    Object implementation = (Object) IMPLEMENTATION.invokeExact(carrying);
    return DELEGATE != null && DELEGATING_TYPE.isInstance(implementation)
        ? (Object) DELEGATE.invokeExact(implementation)
        : implementation;
  }
}
