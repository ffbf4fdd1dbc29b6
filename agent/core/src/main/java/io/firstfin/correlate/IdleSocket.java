package io.firstfin.correlate;

import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.Role;
import java.util.function.IntToLongFunction;

/** What {@link IdleSockets} knows of one connection. Times are {@link System#nanoTime}. */
final class IdleSocket {
  final int openedAt;
  final Role role;
  final String remote;
  final int listeningPort;

  /** Connections with the same opener and remote end have the same group. */
  final String group;

  /** When it was opened; where no opening was seen, when a census saw it first. */
  final long openedNanos;

  final boolean isOpeningKnown;

  /** When data last moved, as far as it was asked. */
  long usedNanos;

  int receiveQueue;

  private int descriptor;
  private long nextNanos;
  private boolean idle;
  private boolean wasIdle;

  IdleSocket(JoinedSocket joined, String remote, OpenConnections open, long now) {
    this.remote = remote;
    openedAt = open.openingSite(joined.descriptor);
    role = joined.role;
    listeningPort = joined.listeningPort();
    group = openedAt + " " + role + ' ' + remote + ' ' + listeningPort;
    isOpeningKnown = open.role(joined.descriptor) != Role.UNKNOWN;
    openedNanos = isOpeningKnown ? Math.min(open.openedNanos(joined.descriptor), now) : now;
    usedNanos = openedNanos;
    nextNanos = isOpeningKnown ? openedNanos + IdleSockets.MINUTE : now;
  }

  void see(int newDescriptor, int newReceiveQueue) {
    descriptor = newDescriptor;
    if (newReceiveQueue != receiveQueue) {
      receiveQueue = newReceiveQueue;
      // Data has moved: it may not be idle any more.
      nextNanos = idle ? Long.MIN_VALUE : nextNanos;
    }
  }

  /** Asks when data last moved, if the connection can have become idle, or be used again. */
  void ask(IntToLongFunction idleMillis, long now) {
    if (nextNanos != Long.MIN_VALUE && now - nextNanos < 0) {
      return;
    }
    long millis = idleMillis.applyAsLong(descriptor);
    idle = false;
    nextNanos = now;
    if (millis >= 0) {
      long used = now - Math.min(millis, Integer.MAX_VALUE) * 1_000_000L;
      // Before the first data the kernel gives the time of the handshake, or none.
      usedNanos = isOpeningKnown && used - openedNanos < 0 ? openedNanos : used;
      idle = now - usedNanos >= IdleSockets.MINUTE;
      nextNanos = idle ? now + IdleSockets.MINUTE : usedNanos + IdleSockets.MINUTE;
    }
  }

  boolean isIdle() {
    return idle;
  }

  /** What {@link #isIdle} was when {@link #remember} was last called. */
  boolean wasIdle() {
    return wasIdle;
  }

  void remember() {
    wasIdle = idle;
  }
}
