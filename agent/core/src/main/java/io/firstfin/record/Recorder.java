package io.firstfin.record;

import io.firstfin.bootstrap.SocketEvents;
import io.firstfin.kernel.KernelException;
import io.firstfin.thread.AgentThread;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hot path's entrance: takes what the hooks tell of each class of socket, and hands it on in
 * terms of descriptors and addresses. Events of the agent's own threads end here.
 */
public final class Recorder extends SocketEvents {
  /**
   * Owner of every connection of a native transport, whose descriptors have no object until after
   * the accept. Its closes all come through one hook, so that the number alone identifies a
   * connection.
   */
  private static final int NATIVE = 1;

  private final ConnectionRecorder connections;
  private final AtomicLong seenFromAgent = new AtomicLong();

  /** Reads each stack, whatever that takes. */
  public Recorder(RecordRing ring, CallSiteReader callSites) {
    this(
        ring,
        new StackReads(callSites, new StackBudget(Double.POSITIVE_INFINITY, System.nanoTime())));
  }

  public Recorder(RecordRing ring, StackReads stacks) {
    connections = new ConnectionRecorder(ring, stacks);
  }

  /** From now on the kernel is asked through the C library; {@code Libc.load()} has succeeded. */
  public void useLibc() throws KernelException {
    connections.useLibc();
  }

  /**
   * Asks the C library nothing more, for good; false while an application's thread may still be in
   * one of its calls.
   */
  public boolean releaseLibc() {
    return connections.releaseLibc();
  }

  /** Has {@code listener} hear of every connection from now on; null ends it. */
  public void listen(ConnectionListener listener) {
    connections.listen(listener);
  }

  public OpenConnections open() {
    return connections.open();
  }

  /** Connections opened since the agent began to watch. */
  public long opened(Role role) {
    return connections.opened(role);
  }

  /** Connections whose opening was seen and whose close was not yet. */
  public long stillOpen() {
    return connections.stillOpen();
  }

  /** Events from the agent's own threads: they are not recorded, and show that the hooks work. */
  public long seenFromAgent() {
    return seenFromAgent.get();
  }

  @Override
  public void socketConnected(Object socket, Object remote, Throwable failure) throws Throwable {
    if (isAgents()) {
      return;
    }
    if (SocketFields.socketIsDatagram(socket)) {
      return;
    }
    if (failure != null) {
      connections.connectFailed(remote, failure);
    } else {
      opened(SocketFields.socketDescriptor(socket), Role.CLIENT);
    }
  }

  @Override
  public void socketBindFailed(Object socket, Object local, Throwable failure) throws Throwable {
    if (!isAgents() && !SocketFields.socketIsServer(socket)) {
      connections.bindFailed(local, failure);
    }
  }

  @Override
  public void socketAccepted(Object socket) throws Throwable {
    if (isAgents()) {
      return;
    }
    opened(SocketFields.socketDescriptor(socket), Role.SERVER);
  }

  @Override
  public void socketClosing(Object socket) throws Throwable {
    socketClosing(socket, 0);
  }

  @Override
  public void socketAbandoned(Object socket) throws Throwable {
    socketClosing(socket, RecordFacts.LEAKED);
  }

  private void socketClosing(Object socket, int flags) throws Throwable {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    FileDescriptor object = SocketFields.socketDescriptor(socket);
    int descriptor = object == null ? -1 : SocketFields.number(object);
    if (descriptor >= 0
        && SocketFields.socketCanBeClosed(socket)
        && !isDatagram(socket, descriptor, object)) {
      connections.closing(
          start,
          descriptor,
          owner(object),
          object,
          SocketFields.socketLocalPort(socket),
          SocketFields.socketAddress(socket),
          SocketFields.socketPort(socket),
          SocketFields.socketConnected(socket),
          SocketFields.socketOutputOpen(socket),
          SocketFields.socketSecondLook(socket),
          flags);
    }
  }

  /** What AbstractPlainSocketImpl accepts takes itself for a datagram socket: the kernel knows. */
  private boolean isDatagram(Object socket, int descriptor, FileDescriptor object)
      throws Throwable {
    return SocketFields.socketIsDatagram(socket)
        && open().find(descriptor, owner(object)) == 0
        && connections.state(descriptor, object) < 0;
  }

  @Override
  public void socketReleasing(Object socket) throws Throwable {
    if (AgentThread.isCurrent()) {
      return;
    }
    FileDescriptor object = SocketFields.socketDescriptor(socket);
    int descriptor = SocketFields.number(object);
    if (open().isUndecided(descriptor, owner(object))) {
      connections.releasing(
          descriptor,
          owner(object),
          object,
          SocketFields.socketLocalPort(socket),
          SocketFields.socketAddress(socket),
          SocketFields.socketPort(socket));
    }
  }

  @Override
  public void socketShuttingOutput(Object socket) throws Throwable {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    FileDescriptor object = SocketFields.socketDescriptor(socket);
    int descriptor = object == null ? -1 : SocketFields.number(object);
    if (descriptor >= 0 && SocketFields.socketConnected(socket)) {
      connections.shuttingOutput(
          start,
          descriptor,
          owner(object),
          object,
          SocketFields.socketLocalPort(socket),
          SocketFields.socketAddress(socket),
          SocketFields.socketPort(socket));
    }
  }

  @Override
  public void socketLinger(Object socket, Object value) throws Throwable {
    if (isAgents()) {
      return;
    }
    linger(SocketFields.socketDescriptor(socket), value);
  }

  @Override
  public void descriptorClosing(Object fileDescriptor) throws Throwable {
    if (isAgents()) {
      return;
    }
    FileDescriptor object = (FileDescriptor) fileDescriptor;
    int descriptor = SocketFields.number(object);
    if (descriptor < 0) {
      return;
    }
    int owner = owner(object);
    int state = OpenConnections.state(open().find(descriptor, owner));
    if (state == OpenConnections.OPEN || state == OpenConnections.HALF_CLOSED) {
      // No close came before: the socket was leaked and its Cleaner closes it.
      leaked(System.nanoTime(), descriptor, owner, object);
    }
  }

  @Override
  public void descriptorAbandoned(int descriptor) throws Throwable {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    FileDescriptor object = SocketFields.descriptor(descriptor);
    // The number is not free yet, so that an open record can only be the collected object's.
    if (open().adopt(descriptor, owner(object))) {
      leaked(start, descriptor, owner(object), object);
      open().forget(descriptor, owner(object));
    }
  }

  @Override
  public void channelConnected(Object channel, Object remote, Throwable failure) throws Throwable {
    if (isAgents()) {
      return;
    }
    if (failure != null) {
      connections.connectFailed(remote, failure);
    } else if (SocketFields.channelRemote(channel) instanceof InetSocketAddress) {
      opened(SocketFields.channelDescriptor(channel), Role.CLIENT);
    }
  }

  @Override
  public void channelBindFailed(Object local, Throwable failure) throws Throwable {
    if (!isAgents()) {
      connections.bindFailed(local == null ? new InetSocketAddress(0) : local, failure);
    }
  }

  @Override
  public void channelAccepted(Object fileDescriptor, Object remote) throws Throwable {
    if (isAgents()) {
      return;
    }
    if (remote instanceof InetSocketAddress) {
      opened((FileDescriptor) fileDescriptor, Role.SERVER);
    }
  }

  @Override
  public void channelAccepted(Object channel) throws Throwable {
    if (isAgents()) {
      return;
    }
    if (SocketFields.channelRemote(channel) instanceof InetSocketAddress) {
      opened(SocketFields.channelDescriptor(channel), Role.SERVER);
    }
  }

  @Override
  public void channelClosing(Object channel) throws Throwable {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    SocketAddress remote = SocketFields.channelRemote(channel);
    if (remote instanceof InetSocketAddress) {
      FileDescriptor object = SocketFields.channelDescriptor(channel);
      connections.closing(
          start,
          SocketFields.number(object),
          owner(object),
          object,
          port(SocketFields.channelLocal(channel)),
          ((InetSocketAddress) remote).getAddress(),
          port(remote),
          SocketFields.channelConnected(channel),
          SocketFields.channelOutputOpen(channel),
          SocketFields.channelSecondLook(channel),
          0);
    }
  }

  @Override
  public void channelReleasing(Object channel) throws Throwable {
    if (AgentThread.isCurrent()) {
      return;
    }
    FileDescriptor object = SocketFields.channelDescriptor(channel);
    int descriptor = SocketFields.number(object);
    if (open().isUndecided(descriptor, owner(object)) && !SocketFields.channelRegistered(channel)) {
      SocketAddress remote = SocketFields.channelRemote(channel);
      connections.releasing(
          descriptor,
          owner(object),
          object,
          port(SocketFields.channelLocal(channel)),
          ((InetSocketAddress) remote).getAddress(),
          port(remote));
    }
  }

  @Override
  public void channelShuttingOutput(Object channel) throws Throwable {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    SocketAddress remote = SocketFields.channelRemote(channel);
    if (remote instanceof InetSocketAddress && SocketFields.channelConnected(channel)) {
      FileDescriptor object = SocketFields.channelDescriptor(channel);
      connections.shuttingOutput(
          start,
          SocketFields.number(object),
          owner(object),
          object,
          port(SocketFields.channelLocal(channel)),
          ((InetSocketAddress) remote).getAddress(),
          port(remote));
    }
  }

  @Override
  public void channelLinger(Object channel, Object value) throws Throwable {
    if (isAgents()) {
      return;
    }
    linger(SocketFields.channelDescriptor(channel), value);
  }

  @Override
  public void nativeConnected(int descriptor, Object remote, Throwable failure) throws Throwable {
    if (isAgents() || remote != null && !(remote instanceof InetSocketAddress)) {
      return;
    }
    if (failure != null) {
      connections.connectFailed(remote, failure);
    } else {
      nativeOpened(descriptor, Role.CLIENT);
    }
  }

  @Override
  public void nativeBindFailed(int descriptor, Object local, Throwable failure) throws Throwable {
    if (!isAgents()
        && connections.state(descriptor, SocketFields.descriptor(descriptor)) >= 0
        && !isCalledByServer()) {
      connections.bindFailed(local, failure);
    }
  }

  /** Servers and clients bind alike; only who called tells them apart. Allocates. */
  private static boolean isCalledByServer() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (frame.getClassName().endsWith("ServerSocketChannel")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void nativeAccepted(int descriptor) throws Throwable {
    if (!isAgents()) {
      nativeOpened(descriptor, Role.SERVER);
    }
  }

  /** UNIX-domain sockets and UDP come through the same hooks. */
  private void nativeOpened(int descriptor, Role role) throws Throwable {
    if (connections.state(descriptor, SocketFields.descriptor(descriptor)) >= 0) {
      connections.opened(descriptor, NATIVE, role);
    }
  }

  @Override
  public void nativeClosing(int descriptor) throws Throwable {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    FileDescriptor object = SocketFields.descriptor(descriptor);
    boolean openSeen =
        OpenConnections.state(open().find(descriptor, NATIVE)) != OpenConnections.FREE;
    if (isConnection(connections.state(descriptor, object), openSeen)) {
      InetSocketAddress remote = kernelRemote(descriptor, object);
      connections.closing(
          start,
          descriptor,
          NATIVE,
          object,
          port(SocketFields.kernelLocal(object)),
          remote == null ? null : remote.getAddress(),
          port(remote),
          true,
          false,
          SecondLook.NONE,
          0);
    }
    // The close follows at once, and the number may then be anybody's.
    open().forget(descriptor, NATIVE);
  }

  @Override
  public void nativeShuttingOutput(int descriptor) throws Throwable {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    FileDescriptor object = SocketFields.descriptor(descriptor);
    if (connections.state(descriptor, object) >= 0) {
      InetSocketAddress remote = kernelRemote(descriptor, object);
      connections.shuttingOutput(
          start,
          descriptor,
          NATIVE,
          object,
          port(SocketFields.kernelLocal(object)),
          remote == null ? null : remote.getAddress(),
          port(remote));
    }
  }

  @Override
  public void nativeLinger(int descriptor, int seconds) throws Throwable {
    if (!isAgents()) {
      open().linger(descriptor, NATIVE, seconds == 0);
    }
  }

  /** Native transports close pipes, timers and UNIX-domain sockets through the same hook. */
  private static boolean isConnection(int state, boolean openSeen) {
    return state >= 0
        && (openSeen || state != TcpState.CLOSED.number() && state != TcpState.LISTEN.number());
  }

  private void opened(FileDescriptor object, Role role) throws Throwable {
    int descriptor = object == null ? -1 : SocketFields.number(object);
    if (descriptor >= 0) {
      connections.opened(descriptor, owner(object), role);
    }
  }

  /** The socket object is gone; only the kernel still knows the addresses. */
  private void leaked(long start, int descriptor, int owner, FileDescriptor object)
      throws Throwable {
    InetSocketAddress remote = kernelRemote(descriptor, object);
    connections.closing(
        start,
        descriptor,
        owner,
        object,
        port(SocketFields.kernelLocal(object)),
        remote == null ? null : remote.getAddress(),
        port(remote),
        true,
        false,
        SecondLook.NONE,
        RecordFacts.LEAKED);
  }

  private InetSocketAddress kernelRemote(int descriptor, FileDescriptor object) {
    InetSocketAddress remote = SocketFields.kernelRemote(object);
    return remote == null ? connections.formerPeer(descriptor) : remote;
  }

  private void linger(FileDescriptor object, Object value) throws Throwable {
    int descriptor = object == null ? -1 : SocketFields.number(object);
    if (descriptor >= 0) {
      // Socket.setSoLinger(false, …) comes as Boolean.FALSE.
      boolean zero = value instanceof Integer && (Integer) value == 0;
      open().linger(descriptor, owner(object), zero);
    }
  }

  private boolean isAgents() {
    if (!AgentThread.isCurrent()) {
      return false;
    }
    seenFromAgent.incrementAndGet();
    return true;
  }

  private static int owner(FileDescriptor object) {
    int hash = System.identityHashCode(object);
    // 0 means no owner, and 1 is the native transports'.
    return hash <= NATIVE ? NATIVE + 1 : hash;
  }

  private static int port(SocketAddress address) {
    return address instanceof InetSocketAddress ? ((InetSocketAddress) address).getPort() : 0;
  }
}
