package io.firstfin.record;

import io.firstfin.bootstrap.SocketEvents;
import io.firstfin.kernel.KernelException;
import io.firstfin.thread.AgentThread;
import io.firstfin.vocabulary.Role;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hot path's entrance: takes what the hooks tell of a socket, and hands it on in terms of
 * descriptors and addresses. Events of the agent's own threads end here.
 */
public final class Recorder extends SocketEvents {
  private final OpenConnections open = new OpenConnections();
  private final Probes probes = new Probes();
  private final ConnectionRecorder connections;
  private final CloseRecords closeRecords;
  private final CloseRecorder closes;
  private final HalfCloseRecorder halfCloses;
  private final AtomicLong seenFromAgent = new AtomicLong();

  /** Reads each stack, whatever that takes. */
  public Recorder(RecordRing ring, CallSiteReader callSites) {
    this(
        ring,
        new StackReads(callSites, new StackBudget(Double.POSITIVE_INFINITY, System.nanoTime())));
  }

  public Recorder(RecordRing ring, StackReads stacks) {
    connections = new ConnectionRecorder(ring, open, stacks);
    closeRecords = new CloseRecords(ring);
    closes = new CloseRecorder(closeRecords, stacks, open, probes);
    halfCloses = new HalfCloseRecorder(closeRecords, stacks, open, probes);
  }

  /**
   * Initialises, on the agent's thread, what else the first event of a socket initialises; may be
   * called again.
   *
   * @param met simple names of the instrumented classes that are loaded
   */
  public static void prepare(Set<String> met) {
    SocketKinds.prepare(met);
  }

  /** From now on the kernel is asked through the C library; {@code Libc.load()} has succeeded. */
  public void useLibc() throws KernelException {
    probes.useLibc();
  }

  /**
   * Asks the C library nothing more, for good; false while an application's thread may still be in
   * one of its calls.
   */
  public boolean releaseLibc() {
    return probes.releaseLibc();
  }

  /** Has {@code listener} hear of every connection from now on; null ends it. */
  public void listen(ConnectionListener listener) {
    connections.listen(listener);
    closeRecords.listen(listener);
  }

  public OpenConnections open() {
    return open;
  }

  /** Connections opened since the agent began to watch. */
  public long opened(Role role) {
    return connections.opened(role);
  }

  /** Connections whose opening was seen and whose close was not yet. */
  public long stillOpen() {
    return connections.opened(Role.CLIENT) + connections.opened(Role.SERVER) - closes.closed();
  }

  /** Events from the agent's own threads: they are not recorded, and show that the hooks work. */
  public long seenFromAgent() {
    return seenFromAgent.get();
  }

  @Override
  public void opened(Object socket, int number, Object remote) throws Throwable {
    opened(socket, number, remote, Role.CLIENT);
  }

  @Override
  public void accepted(Object socket, int number, Object remote) throws Throwable {
    opened(socket, number, remote, Role.SERVER);
  }

  private void opened(Object socket, int number, Object remote, Role role) throws Throwable {
    if (isAgents()) {
      return;
    }
    SocketKind kind = SocketKinds.of(socket);
    // Of accepted ones AbstractPlainSocketImpl says that they are for datagrams.
    if (!kind.isTcp(socket, number, remote, probes.get())
        || role == Role.CLIENT && kind.isDatagram(socket)) {
      return;
    }
    FileDescriptor object = kind.descriptor(socket, number);
    int descriptor = Descriptors.number(object);
    if (descriptor >= 0) {
      connections.opened(descriptor, kind.owner(object), role);
    }
  }

  @Override
  public void connectFailed(Object socket, int number, Object remote, Throwable failure)
      throws Throwable {
    if (!isAgents() && !SocketKinds.of(socket).isDatagram(socket)) {
      connections.connectFailed(remote, failure);
    }
  }

  @Override
  public void bindFailed(Object socket, int number, Object local, Throwable failure)
      throws Throwable {
    if (!isAgents() && SocketKinds.of(socket).isClient(socket, number, probes.get())) {
      connections.bindFailed(local == null ? new InetSocketAddress(0) : local, failure);
    }
  }

  @Override
  public Object closing(Object socket, int number) throws Throwable {
    if (isAgents()) {
      return null;
    }
    Closing close = describe(socket, number, RecordFacts.CLOSED, 0);
    Object begun = close != null && closes.begin(close) ? close : null;
    if (socket == null) {
      // The close follows at once, and the number may then be anybody's.
      open.forget(number, SocketKind.NATIVE);
    }
    return begun;
  }

  @Override
  public Object leaking(Object socket, int number) throws Throwable {
    if (isAgents()) {
      return null;
    }
    if (socket != null) {
      Closing close = describe(socket, number, RecordFacts.CLOSED, RecordFacts.LEAKED);
      return close != null && closes.begin(close) ? close : null;
    }
    // The number is not free yet, so that an open record can only be the collected object's.
    FileDescriptor object = Descriptors.of(number);
    int owner = DescriptorKind.KIND.owner(object);
    if (!open.adopt(number, owner)) {
      return null;
    }
    Object begun = leaking(object, number);
    open.forget(number, owner);
    return begun;
  }

  @Override
  public Object shuttingOutput(Object socket, int number) throws Throwable {
    if (isAgents()) {
      return null;
    }
    Closing close = describe(socket, number, RecordFacts.HALF_CLOSED, 0);
    return close != null && close.connected && halfCloses.begin(close) ? close : null;
  }

  /** Null when nothing can end by it that is a connection. */
  private Closing describe(Object socket, int number, int kindOfRecord, int flags)
      throws Throwable {
    SocketKind kind = SocketKinds.of(socket);
    FileDescriptor object = kind.descriptor(socket, number);
    int descriptor = Descriptors.number(object);
    if (descriptor < 0) {
      return null;
    }
    Closing close =
        new Closing(kindOfRecord, descriptor, kind.owner(object), object, open.word(descriptor));
    close.flags = flags;
    return kind.describe(socket, probes.get(), close) ? close : null;
  }

  @Override
  public void releasing(Object socket) throws Throwable {
    if (AgentThread.isCurrent()) {
      return;
    }
    SocketKind kind = SocketKinds.of(socket);
    FileDescriptor object = kind.descriptor(socket, -1);
    int descriptor = Descriptors.number(object);
    int owner = kind.owner(object);
    if (closes.isPending(descriptor, owner) && kind.isReleasing(socket)) {
      closes.release(descriptor, owner, object);
    }
  }

  @Override
  public void closed(Object begun) {
    if (!(begun instanceof Closing)) {
      // Of an agent that was detached meanwhile.
      return;
    }
    Closing close = (Closing) begun;
    if (close.kind == RecordFacts.HALF_CLOSED) {
      halfCloses.end(close);
    } else {
      closes.end(close);
    }
  }

  @Override
  public void lingerSet(Object socket, int number, Object value) throws Throwable {
    if (isAgents()) {
      return;
    }
    SocketKind kind = SocketKinds.of(socket);
    FileDescriptor object = kind.descriptor(socket, number);
    int descriptor = Descriptors.number(object);
    if (descriptor >= 0) {
      // Socket.setSoLinger(false, …) comes as Boolean.FALSE.
      boolean zero = value instanceof Integer && (Integer) value == 0;
      open.linger(descriptor, kind.owner(object), zero);
    }
  }

  private boolean isAgents() {
    if (!AgentThread.isCurrent()) {
      return false;
    }
    seenFromAgent.incrementAndGet();
    return true;
  }
}
