package io.firstfin.record;

import io.firstfin.vocabulary.Role;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One close or half-close, from before its FIN until it is recorded. The thread that closes writes
 * and reads it; another thread that lets go of the descriptor meanwhile writes only {@link #late},
 * and says so by {@link #release}.
 */
final class Closing {
  private static final int BEGUN = 0;
  private static final int RELEASED = 1;
  private static final int RECORDED = 2;

  /** {@link RecordFacts#CLOSED} or {@link RecordFacts#HALF_CLOSED}. */
  final int kind;

  /** {@link System#nanoTime} at the hook. */
  final long start;

  final int descriptor;

  /** Tells connections of one descriptor number apart. */
  final int owner;

  /** Null once the close is recorded: its Cleaner may wait for nobody to hold it. */
  FileDescriptor object;

  /** The open record from before the kernel was asked, whoever it belongs to. */
  final long before;

  /** The same if it belongs to {@link #owner}, else 0. */
  final long word;

  /** Whether an open record says that this is, or was, a connection. */
  final boolean isKnown;

  /** Flags of {@link RecordFacts}. */
  int flags;

  // What the kind of socket knows.

  int localPort;

  /** Null when nobody has asked for it. */
  InetAddress local;

  /** Null when it is not known. */
  InetAddress remote;

  int remotePort;

  /** Whether the socket object takes itself to be connected. */
  boolean connected;

  /** Whether the socket object was certainly never half-closed. */
  boolean outputOpen;

  SecondLook secondLook = SecondLook.NONE;

  /** Whether the FIN has left when the descriptor is let go, unless SO_LINGER is 0. */
  boolean finBeforeRelease;

  /** Whether the descriptor can be there after the close; it is, while this is not released. */
  boolean mayOutlive;

  // What was found.

  /** The kernel's answer just before the FIN, as {@link TcpInfo} reads it. */
  long info = TcpInfo.UNKNOWN;

  /** SO_COOKIE; 0 when it was not asked. */
  long cookie;

  Role role = Role.UNKNOWN;

  /** {@link System#nanoTime} when the connection was opened; 0 when that was not seen. */
  long openedNanos;

  /** The site that opened it. */
  int openedAt = CallSites.UNKNOWN;

  /** Whether our half-close was first: the stack was read then, or was not to be read. */
  boolean isHalfClosedByUs;

  /** The site of that half-close. */
  int halfCloseSite = CallSites.UNKNOWN;

  boolean lingerZero;

  /** Whether unread data is asked for when the descriptor is let go. */
  boolean unreadLater;

  Verdict verdict;

  /** From the hook until the JDK's method goes on, nanoseconds. */
  long delayNanos;

  /** The site that closes, or half-closed; known once this is recorded. */
  int site = CallSites.UNKNOWN;

  /** What the listener keeps of the connection until its close is recorded. */
  Object kept;

  /** What was found when the descriptor was let go, where this is {@link #RELEASED}. */
  private Verdict late;

  private final AtomicInteger stage = new AtomicInteger();

  Closing(int kind, int descriptor, int owner, FileDescriptor object, long before) {
    this.start = System.nanoTime();
    this.kind = kind;
    this.descriptor = descriptor;
    this.owner = owner;
    this.object = object;
    this.before = before;
    this.word = OpenConnections.owned(before, owner);
    this.isKnown = OpenConnections.state(word) != OpenConnections.FREE;
  }

  /** False when the peer's address is none of the internet's. */
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

  /** Asks the kernel for both addresses; the peer's also of a connection that has ended. */
  void askAddresses(SocketProbe kernel) {
    InetSocketAddress peer = Descriptors.remote(object);
    setAddresses(Descriptors.local(object), peer == null ? kernel.formerPeer(descriptor) : peer);
  }

  /**
   * Asks for the local address where only an exact look-up can settle the verdict; before the
   * descriptor goes.
   */
  void askLocal(Verdict soFar, SocketProbe kernel) {
    if (soFar.isOpinion && cookie != 0 && local == null) {
      local = kernel.localAddress(descriptor);
    }
  }

  /** Reads the stack of the thread that closes, or half-closes, unless a sample is enough. */
  void readSite(StackReads stacks) {
    int read = stacks.atClose();
    if (read == StackReads.SAMPLED_OUT) {
      flags |= RecordFacts.SAMPLED_OUT;
    } else {
      site = read;
    }
  }

  /** Whether the close is not recorded and its descriptor not let go. */
  boolean isBegun() {
    return stage.get() == BEGUN;
  }

  /** The descriptor is let go; false when the close is recorded already, without this verdict. */
  boolean release(Verdict found) {
    late = found;
    return stage.compareAndSet(BEGUN, RELEASED);
  }

  /** The verdict by what is known now. */
  Verdict foundSoFar() {
    return stage.get() == RELEASED ? late : verdict;
  }

  /** The close is about to be recorded: from here on {@link #verdict} stays. */
  void decide(Verdict sinceFin) {
    verdict = sinceFin;
    if (!stage.compareAndSet(BEGUN, RECORDED)) {
      verdict = late;
    }
  }
}
