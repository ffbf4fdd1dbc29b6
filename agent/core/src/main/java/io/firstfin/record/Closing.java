package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.kernel.Errno;
import io.firstfin.vocabulary.Role;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * One close or half-close, from before its FIN until it is recorded. The closing thread writes and
 * reads it. Another thread that releases the descriptor meanwhile writes only {@link #late}, by way
 * of {@link #release}.
 */
final class Closing extends CloseStage {
  private static final long serialVersionUID = 1;

  /** {@link RecordFacts#CLOSED} or {@link RecordFacts#HALF_CLOSED}. */
  final int kind;

  /** {@link System#nanoTime} at the hook. */
  final long start;

  final int descriptor;

  /** Distinguishes connections that have the same descriptor number. */
  final int owner;

  /** Null once the close is recorded. */
  FileDescriptor object;

  /** The open record of the descriptor; null where there can be none. */
  final OpenRecord record;

  /** The open record from before the kernel was asked, whichever connection it belongs to. */
  final long before;

  /** The same record if it belongs to {@link #owner}, else 0. */
  final long word;

  /** Whether an open record says that this is, or was, a connection. */
  final boolean isKnown;

  /** What the connection carried when its TLS handshake ended; see {@link TlsTraffic}. */
  long tls;

  /** Flags of {@link RecordFacts}. */
  int flags;

  SocketKind socketKind;

  /**
   * Null once its addresses are read, which can wait until the FIN has left. Volatile, because
   * another thread that releases the descriptor needs them too.
   */
  private volatile Object socket;

  // The following fields hold what the kind of socket knows.

  int localPort;

  /** Whether the socket object knows this end's address, so that the kernel is not asked. */
  boolean knowsLocal;

  /** Null when it has not been asked for. */
  InetAddress local;

  /** Null when it is not known. */
  InetAddress remote;

  int remotePort;

  /** Whether an open record or the socket object says that it is connected. */
  boolean connected;

  ReleaseHook releaseHook = ReleaseHook.NONE;

  /** Whether the FIN leaves before the descriptor is released, unless SO_LINGER is 0. */
  boolean finBeforeRelease;

  /** Whether the descriptor can exist after the close; it does until {@link #release}. */
  boolean mayOutlive;

  // The following fields hold what was found.

  /**
   * The kernel's answer just before the FIN. Where {@link #asksAfterFin} it is the first one after
   * the FIN. Null before it was asked.
   */
  TcpAnswer answer;

  /** Whether nothing is asked before the FIN. */
  boolean asksAfterFin;

  /** SO_COOKIE; 0 when it was not asked. */
  long cookie;

  Role role = Role.UNKNOWN;

  /** {@link System#nanoTime} when the connection was opened; 0 when that was not seen. */
  long openedNanos;

  /** The site that opened it. */
  int openedAt = CallSites.UNKNOWN;

  /** Whether our half-close was first. The stack was read then, or a sample was enough. */
  boolean isHalfClosedByUs;

  /** The site of that half-close. */
  int halfCloseSite = CallSites.UNKNOWN;

  boolean lingerZero;

  /** Whether the kernel is asked for unread data when the descriptor is released. */
  boolean unreadLater;

  Verdict verdict;

  /** Time from the hook until the JDK's method goes on, nanoseconds. */
  long delayNanos;

  /** The site of the close, or of the half-close before it; known once this is recorded. */
  int site = CallSites.UNKNOWN;

  /** What the listener keeps of the connection until its close is recorded. */
  Object kept;

  /** What was found when the descriptor was released, if it {@link #isReleased}. */
  private Verdict late;

  /** The answer at that moment; null when it was not asked. */
  private TcpAnswer lateAnswer;

  /** By how much the release has delayed the FIN, nanoseconds. */
  private long lateNanos;

  /**
   * @param start {@link System#nanoTime} at the hook
   * @param before the word of {@code record} now; 0 where there is none
   */
  Closing(long start, int kind, int descriptor, int owner, OpenRecord record, long before) {
    this.start = start;
    this.kind = kind;
    this.descriptor = descriptor;
    this.owner = owner;
    this.record = record;
    this.before = before;
    this.word = OpenConnections.owned(before, owner);
    this.isKnown = OpenConnections.state(word) != OpenConnections.FREE;
    this.connected = isKnown;
  }

  /**
   * Describes the socket that closes or half-closes.
   *
   * @return false when the close cannot end a connection
   */
  boolean describe(SocketKind itsKind, Object closing, FileDescriptor itsObject, SocketProbe kernel)
      throws Throwable {
    socketKind = itsKind;
    socket = closing;
    object = itsObject;
    if (isKnown) {
      tls = record.tls;
    }
    return itsKind.describe(closing, kernel, this);
  }

  /** Whether the socket object was certainly never half-closed. Only before the FIN. */
  boolean isOutputOpen() {
    Object closing = socket;
    try {
      return closing != null && socketKind.isOutputOpen(closing);
    } catch (Throwable e) {
      SocketHooks.failed(e);
      return false;
    }
  }

  /**
   * Whether the application has certainly read all that the peer sent, up to its FIN. Only before
   * our FIN.
   */
  boolean hasReadAll() {
    Object closing = socket;
    try {
      return closing != null && socketKind.hasReadAll(closing);
    } catch (Throwable e) {
      SocketHooks.failed(e);
      return false;
    }
  }

  /**
   * Reads the addresses that the socket object knows, unless they are read already. They stay
   * unknown where this fails, at the end of a stack.
   */
  void readAddresses() {
    Object closing = socket;
    if (closing != null) {
      try {
        socketKind.addresses(closing, this);
        socket = null;
      } catch (Throwable e) {
        SocketHooks.failed(e);
      }
    }
  }

  /**
   * Keeps no reference to the socket any more: a Cleaner may wait until nothing refers to its
   * descriptor.
   */
  void forgetSocket() {
    socket = null;
    object = null;
  }

  /** False when the peer's address is not an IP address. */
  boolean setAddresses(SocketAddress ownAddress, SocketAddress peersAddress) {
    if (!(peersAddress instanceof InetSocketAddress)) {
      return false;
    }
    InetSocketAddress peer = (InetSocketAddress) peersAddress;
    remote = peer.getAddress();
    remotePort = peer.getPort();
    if (ownAddress instanceof InetSocketAddress) {
      InetSocketAddress own = (InetSocketAddress) ownAddress;
      localPort = own.getPort();
      local = own.getAddress();
    }
    return true;
  }

  /**
   * Whether the peer's socket is certainly on this host. False where this end's address is unknown.
   */
  boolean isPeerHere() {
    return remote != null && (remote.isLoopbackAddress() || remote.equals(local));
  }

  /**
   * Asks the kernel for both addresses. It finds the peer's even after the connection has ended.
   */
  void askAddresses(SocketProbe kernel) {
    InetSocketAddress peer = Descriptors.remote(object);
    setAddresses(Descriptors.local(object), peer == null ? kernel.formerPeer(descriptor) : peer);
  }

  /** Whether an open record says when and how the connection was opened. */
  boolean isOpeningSeen() {
    return isKnown && OpenConnections.role(word) != Role.UNKNOWN;
  }

  /** Asks for the cookie, unless it was asked at the opening. */
  void askCookie(SocketProbe kernel) {
    cookie = isOpeningSeen() ? record.cookie : 0;
    if (cookie == 0) {
      cookie = kernel.cookie(descriptor);
    }
  }

  /** Takes this end's address from the opening, if that has asked for it. */
  void takeLocal() {
    if (isOpeningSeen() && socketKind.asksLocalAtOpening()) {
      local = record.local;
    }
  }

  /**
   * Asks for the local address where only an exact look-up can settle the verdict. Must be called
   * before the descriptor is closed.
   */
  void askLocal(Verdict soFar, FileDescriptor descriptorObject, SocketProbe kernel) {
    if (soFar.isOpinion && !lingerZero && local == null && !knowsLocal) {
      local = kernel.localAddress(descriptor, descriptorObject);
    }
  }

  /**
   * The verdict where the connection reads CLOSED right after our FIN.
   *
   * @param sent false only if this end has certainly sent no FIN
   * @param unacknowledged whether the peer has certainly not acknowledged our FIN, so that the
   *     connection has not ended in order
   */
  Verdict afterEnd(boolean sent, boolean unacknowledged, SocketProbe kernel) {
    long error = kernel.error(descriptor);
    if (error == 0 && unacknowledged) {
      // A thread that was blocked in read has taken the error. It takes none after the peer's FIN
      // (net/ipv4/tcp.c, tcp_recvmsg_locked).
      error = Errno.ECONNRESET;
    }
    long dropped = error == Errno.ECONNRESET ? kernel.dropped(descriptor) : 0;
    return Classification.afterEnd(error, sent, dropped, verdict);
  }

  /**
   * Reads the stack of the calling thread, which closes or half-closes, unless a sample is enough.
   */
  void readSite(StackReads stacks) {
    int read = stacks.atClose();
    if (read == StackReads.SAMPLED_OUT) {
      flags |= RecordFacts.SAMPLED_OUT;
    } else {
      site = read;
    }
  }

  /**
   * The descriptor is released; false when the close is already recorded without this verdict.
   *
   * @param asked the kernel's answer; null when it was not asked
   * @param delay time by which the release delays the FIN, nanoseconds
   */
  boolean release(Verdict found, TcpAnswer asked, long delay) {
    late = found;
    lateAnswer = asked;
    lateNanos = delay;
    return leave(RELEASED);
  }

  /** The verdict by what is known now. */
  Verdict foundSoFar() {
    return isReleased() ? late : verdict;
  }

  /** The close is about to be recorded. From here on {@link #verdict} does not change. */
  void decide(Verdict sinceFin) {
    verdict = sinceFin;
    if (answer == null) {
      answer = TcpAnswer.NONE;
    }
    if (!leave(RECORDED)) {
      verdict = late;
      delayNanos += lateNanos;
      if (asksAfterFin && lateAnswer != null) {
        answer = lateAnswer;
      }
    }
  }

  /** Whether {@link #answer} is from after the end of the connection by both FINs. */
  boolean hasEndedBeforeAnswer() {
    return asksAfterFin && verdict.isEnded;
  }
}
