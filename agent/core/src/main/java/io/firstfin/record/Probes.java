package io.firstfin.record;

import io.firstfin.kernel.KernelException;

/**
 * Chooses the way to ask the kernel: through the JDK until the C library can be called. Any thread.
 */
final class Probes {
  /** Null until the C library can be called. */
  private volatile SocketProbe probe;

  private volatile LibcProbe libc;

  private volatile boolean canAskAfterFin;

  /** Says, at each look, whether verdicts are settled later, by exact look-ups. */
  void settlesLater(boolean settles) {
    boolean can = settles && get().tellsFinSent();
    if (can != canAskAfterFin) {
      canAskAfterFin = can;
    }
  }

  /** Whether an answer from after the FIN is enough: what it leaves open is settled later. */
  boolean canAskAfterFin() {
    return canAskAfterFin;
  }

  SocketProbe get() {
    SocketProbe known = probe;
    return known == null ? WithoutLibc.PROBE : known;
  }

  /**
   * Asks through the C library from now on. There is one probe, also where the checks are prepared
   * anew after a failure: a detach waits for the calls in it.
   */
  void useLibc() throws KernelException {
    if (libc == null) {
      libc = new LibcProbe();
    }
    use(libc);
  }

  /** From now on the kernel is asked through {@code asked}. */
  void use(SocketProbe asked) {
    probe = asked;
  }

  /** False while an application's thread may still be in one of the C library's calls. */
  boolean releaseLibc() {
    LibcProbe known = libc;
    return known == null || known.close();
  }

  /** The nested classes that are initialised at the first question. */
  static Class<?>[] parts() {
    return new Class<?>[] {WithoutLibc.class};
  }

  /** Made at the first question, because it initialises classes that a program may never need. */
  private static final class WithoutLibc {
    static final SocketProbe PROBE = new JdkProbe();
  }
}
