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
 * The entrance of the hot path. It takes the events of the hooks, finds descriptors and addresses,
 * and hands them on. Events of the agent's own threads end here.
 */
public final class Recorder extends SocketEvents {
  private final OpenConnections open = new OpenConnections();
  final Probes probes = new Probes();
  private final ConnectionRecorder connections;
  private final CloseRecords closeRecords;
  private final CloseRecorder closes;
  private final HalfCloseRecorder halfCloses;
  private final TlsRecorder tls = new TlsRecorder(open, probes);
  private final AtomicLong seenFromAgent = new AtomicLong();

  /** A recorder that reads every stack, without a budget. */
  public Recorder(RecordRing ring, CallSiteReader callSites) {
    this(
        ring,
        new StackReads(callSites, new StackBudget(Double.POSITIVE_INFINITY, System.nanoTime())));
  }

  public Recorder(RecordRing ring, StackReads stacks) {
    EarlyQuestions early = new EarlyQuestions();
    connections = new ConnectionRecorder(ring, open, stacks, probes, early);
    closeRecords = new CloseRecords(ring);
    closes = new CloseRecorder(closeRecords, stacks, open, probes, early);
    halfCloses = new HalfCloseRecorder(closeRecords, stacks, open, probes);
  }

  /**
   * Initialises, on the agent's thread, the classes that the first event of a socket would
   * initialise otherwise. May be called again.
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
   * Never asks the C library again; false while a thread of the application may still be in one of
   * its calls.
   */
  public boolean releaseLibc() {
    return probes.releaseLibc();
  }

  /** Whether somebody settles by exact look-ups what a close leaves open; at first nobody does. */
  public void settlesLater(boolean settles) {
    probes.settlesLater(settles);
  }

  /** From now on {@code listener} is called for every connection; null ends this. */
  public void listen(ConnectionListener listener) {
    connections.listen(listener);
    closeRecords.listen(listener);
  }

  public OpenConnections open() {
    return open;
  }

  /** The number of connections that were opened in this role since the agent began to watch. */
  public long opened(Role role) {
    return connections.opened(role);
  }

  /** The number of connections that were opened since the agent began to watch. */
  public long opened() {
    return connections.opened(Role.CLIENT) + connections.opened(Role.SERVER);
  }

  /** The number of connections whose opening was seen and whose close was not seen yet. */
  public long stillOpen() {
    return opened() - closes.closed();
  }

  /**
   * The number of events from the agent's own threads. They are not recorded, but show that the
   * hooks work.
   */
  public long seenFromAgent() {
    return seenFromAgent.get();
  }

  @Override
  public void created(Object socket, int number) throws Throwable {
    if (AgentThread.isCurrent()) {
      return;
    }
    SocketKind kind = SocketKinds.of(socket);
    // Netty makes the descriptors of servers in the same way. They never connect.
    if (socket != null
        && (kind.isDatagram(socket) || !kind.isClient(socket, number, probes.get()))) {
      return;
    }
    FileDescriptor object = kind.descriptor(socket, number);
    int descriptor = Descriptors.number(object);
    if (descriptor >= 0) {
      connections.created(descriptor, kind.owner(object));
    }
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
    // AbstractPlainSocketImpl says of each accepted socket that it is for datagrams.
    if (!kind.isTcp(socket, number, remote, probes.get())
        || role == Role.CLIENT && kind.isDatagram(socket)) {
      return;
    }
    FileDescriptor object = kind.descriptor(socket, number);
    int descriptor = Descriptors.number(object);
    if (descriptor >= 0) {
      if (kind.asksLocalAtOpening()) {
        connections.askLocal(descriptor, object, role);
      }
      connections.opened(descriptor, kind.owner(object), role);
    }
  }

  @Override
  public void connectFailed(Object socket, int number, Object remote, Throwable failure)
      throws Throwable {
    if (isAgents()) {
      return;
    }
    SocketKind kind = SocketKinds.of(socket);
    if (!kind.isDatagram(socket)) {
      FileDescriptor object = kind.descriptor(socket, number);
      connections.connectFailed(Descriptors.number(object), kind.owner(object), remote, failure);
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
    long start = System.nanoTime();
    if (isAgents()) {
      return null;
    }
    SocketKind kind = SocketKinds.of(socket);
    FileDescriptor object = kind.descriptor(socket, number);
    Object begun = close(start, kind, socket, object, Descriptors.number(object));
    if (socket == null) {
      // The close follows at once, and then the number may belong to another connection.
      open.forget(number, SocketKind.NATIVE);
    }
    return begun;
  }

  @Override
  public Object closing(Object socket, Object descriptor, int number) throws Throwable {
    long start = System.nanoTime();
    if (isAgents()) {
      return null;
    }
    return close(start, SocketKinds.of(socket), socket, (FileDescriptor) descriptor, number);
  }

  Object close(long start, SocketKind kind, Object socket, FileDescriptor object, int descriptor)
      throws Throwable {
    return close(begin(start, kind, object, descriptor, RecordFacts.CLOSED), kind, socket, object);
  }

  private Object close(Closing close, SocketKind kind, Object socket, FileDescriptor object)
      throws Throwable {
    if (close == null) {
      return null;
    }
    if (close.describe(kind, socket, object, probes.get()) && closes.begin(close)) {
      return close;
    }
    // A socket without a connection.
    open.forgetCreated(close.descriptor, close.owner);
    return null;
  }

  @Override
  public Object leaking(Object socket, int number) throws Throwable {
    if (isAgents()) {
      return null;
    }
    if (socket != null) {
      return leaking(socket, SocketKinds.of(socket), number);
    }
    // The number is not free yet, so that an open record can only belong to the collected object.
    FileDescriptor object = Descriptors.of(number);
    int owner = DescriptorKind.KIND.owner(object);
    if (!open.adopt(number, owner)) {
      return null;
    }
    Object begun = leaking(object, number);
    open.forget(number, owner);
    return begun;
  }

  private Object leaking(Object socket, SocketKind kind, int number) throws Throwable {
    FileDescriptor object = kind.descriptor(socket, number);
    int descriptor = Descriptors.number(object);
    Closing close = begin(System.nanoTime(), kind, object, descriptor, RecordFacts.CLOSED);
    if (close != null) {
      close.flags = RecordFacts.LEAKED;
    }
    return close(close, kind, socket, object);
  }

  @Override
  public Object shuttingOutput(Object socket, int number) throws Throwable {
    long start = System.nanoTime();
    if (isAgents()) {
      return null;
    }
    SocketKind kind = SocketKinds.of(socket);
    FileDescriptor object = kind.descriptor(socket, number);
    int descriptor = Descriptors.number(object);
    Closing half = begin(start, kind, object, descriptor, RecordFacts.HALF_CLOSED);
    return half != null
            && half.describe(kind, socket, object, probes.get())
            && half.connected
            && halfCloses.begin(half)
        ? half
        : null;
  }

  /**
   * Null when the descriptor is closed, or when a close before this one has begun: the JDK closes a
   * descriptor by way of several methods with hooks.
   */
  private Closing begin(
      long start, SocketKind kind, FileDescriptor object, int descriptor, int kindOfRecord) {
    if (descriptor < 0) {
      return null;
    }
    int owner = kind.owner(object);
    OpenRecord record = open.records.getOrMake(descriptor);
    long word = record == null ? 0 : record.get();
    if (OpenConnections.isClosed(word, owner)) {
      return null;
    }
    return new Closing(start, kindOfRecord, descriptor, owner, record, word);
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
      closes.release(descriptor, owner, object, socket);
    }
  }

  @Override
  public void closed(Object begun) {
    if (!(begun instanceof Closing)) {
      // The close began under an agent that was detached meanwhile.
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

  @Override
  public void secured(Object transport) throws Throwable {
    if (!isAgents()) {
      tls.secured(transport);
    }
  }

  @Override
  public void warning(Object transport, Object alert) throws Throwable {
    if (!isAgents()) {
      tls.warning(transport, alert);
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
