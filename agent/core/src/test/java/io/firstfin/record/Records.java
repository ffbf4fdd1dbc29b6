package io.firstfin.record;

import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Puts records into a ring as the recorder does, for the tests of other packages. */
public final class Records {
  private final RecordRing ring;

  private int kind = RecordFacts.CLOSED;
  private Role role = Role.CLIENT;
  private Initiator initiator = Initiator.LOCAL;
  private How how = How.FIN;
  private int site;
  private int flags;
  private long info = TcpInfo.UNKNOWN;
  private long ageNanos = -1;
  private long nanoTime;

  public Records(RecordRing ring) {
    this.ring = ring;
  }

  public Records role(Role value) {
    role = value;
    return this;
  }

  public Records initiator(Initiator value) {
    initiator = value;
    return this;
  }

  public Records how(How value) {
    how = value;
    return this;
  }

  public Records site(int value) {
    site = value;
    return this;
  }

  public Records halfClosed(boolean value) {
    kind = value ? RecordFacts.HALF_CLOSED : RecordFacts.CLOSED;
    return this;
  }

  public Records sampledOut(boolean value) {
    flags = value ? RecordFacts.SAMPLED_OUT : 0;
    return this;
  }

  public Records lived(int exchanges, long ageNanos) {
    info = TcpInfo.pack(TcpState.ESTABLISHED.number(), 0, exchanges, -1, -1, -1, -1);
    this.ageNanos = ageNanos;
    return this;
  }

  /** What the kernel says of a connection on which data last moved some time ago. */
  public static long packed(TcpState state, int exchanges, long idleMillis) {
    return TcpInfo.pack(state.number(), 0, exchanges, idleMillis, idleMillis, idleMillis, -1);
  }

  /** What the kernel says at the close; times in milliseconds, each number -1 where unknown. */
  public Records info(
      TcpState state,
      long flags,
      long exchanges,
      long sent,
      long received,
      long quiet,
      long bytes) {
    info = TcpInfo.pack(state.number(), flags, exchanges, sent, received, quiet, bytes);
    return this;
  }

  /**
   * A close of the kind that was set; {@code remote} is null for a socket that its Cleaner closed.
   */
  public void close(long cookie, int localPort, String remote, int remotePort) {
    ring.offer(
        cookie,
        System.nanoTime(),
        ageNanos,
        RecordFacts.closed(kind, role, initiator, how, site, 0, flags),
        RecordPorts.pack(localPort, remotePort, 300, 600),
        info,
        remote == null ? null : address(remote));
  }

  /** When the next opinion was recorded, {@link System#nanoTime}. */
  public Records at(long value) {
    nanoTime = value;
    return this;
  }

  /** A close of the kind that was set; the kernel must settle its verdict. */
  public void opinion(long cookie, int localPort, String remote, int remotePort) {
    opinion(RecordFacts.OPINION, cookie, localPort, remote, remotePort);
  }

  /** The same for a connection that read CLOSED right after our FIN. */
  public void ended(long cookie, int localPort, String remote, int remotePort) {
    opinion(RecordFacts.OPINION | RecordFacts.ENDED, cookie, localPort, remote, remotePort);
  }

  /** The same where nothing had been asked before our FIN. */
  public void unasked(long cookie, int localPort, String remote, int remotePort) {
    int kinds = RecordFacts.OPINION | RecordFacts.ENDED | RecordFacts.UNASKED;
    opinion(kinds, cookie, localPort, remote, remotePort);
  }

  /** The same for a connection that read FIN_WAIT_1 right after our FIN. */
  public void waiting(long cookie, int localPort, String remote, int remotePort) {
    opinion(RecordFacts.OPINION | RecordFacts.WAITING, cookie, localPort, remote, remotePort);
  }

  private void opinion(int kinds, long cookie, int localPort, String remote, int remotePort) {
    ring.offer(
        cookie,
        nanoTime == 0 ? System.nanoTime() : nanoTime,
        ageNanos,
        RecordFacts.closed(kind, role, initiator, how, site, 0, flags | kinds),
        RecordPorts.pack(localPort, remotePort, 900, 0),
        info,
        address(remote),
        address("10.0.0.1"));
  }

  /** Another verdict on a close of the kind that was set. */
  public void revised(
      Initiator right, How rightHow, long cookie, int localPort, String remote, int remotePort) {
    ring.offer(
        cookie,
        System.nanoTime(),
        -1,
        RecordFacts.revised(
            RecordFacts.closed(RecordFacts.CLOSED, role, initiator, how, site, 0, flags),
            right,
            rightHow),
        RecordPorts.pack(localPort, remotePort, 0, 0),
        TcpInfo.UNKNOWN,
        address(remote));
  }

  public void connectFailed(ConnectFailureReason reason, String remote, int remotePort) {
    ring.offer(
        0,
        System.nanoTime(),
        -1,
        RecordFacts.connectFailed(reason, site, 0),
        RecordPorts.pack(0, remotePort, 0, 0),
        TcpInfo.UNKNOWN,
        address(remote));
  }

  public void bindFailed(String local, int localPort) {
    ring.offer(
        0,
        System.nanoTime(),
        -1,
        RecordFacts.connectFailed(ConnectFailureReason.ADDRESS_IN_USE, site, RecordFacts.BOUND),
        RecordPorts.pack(localPort, 0, 0, 0),
        TcpInfo.UNKNOWN,
        address(local));
  }

  /** Makes the record of a descriptor that {@code site} made and that has no connection. */
  public static void created(OpenConnections open, int descriptor, int site) {
    open.created(descriptor, 1, site);
  }

  /** Records the opening of a connection at this time, as the hooks do. */
  public static void opened(
      OpenConnections open, int descriptor, Role role, long nanoTime, int site) {
    open.opened(descriptor, 1, role, nanoTime, site, 0);
  }

  /** Records the opening of a connection, as the hooks do. */
  public static void opened(OpenConnections open, int descriptor, Role role, int site) {
    open.opened(descriptor, 1, role, System.nanoTime(), site, 0);
  }

  /**
   * The address of a text: {@code 10.0.0.5}, or {@code redis.shop/10.0.0.5} for an address that was
   * resolved from a name.
   */
  private static InetAddress address(String literal) {
    int slash = literal.indexOf('/');
    try {
      InetAddress address = InetAddress.getByName(literal.substring(slash + 1));
      return slash < 0
          ? address
          : InetAddress.getByAddress(literal.substring(0, slash), address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
