package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;

/**
 * Records the half-closes of every kind of socket. The descriptor outlives our FIN, so that the
 * state after it decides. It runs on the application's threads, like {@link CloseRecorder}.
 */
final class HalfCloseRecorder {
  private final CloseRecords records;
  private final StackReads stacks;
  private final OpenConnections open;
  private final Probes probes;

  HalfCloseRecorder(CloseRecords records, StackReads stacks, OpenConnections open, Probes probes) {
    this.records = records;
    this.stacks = stacks;
    this.open = open;
    this.probes = probes;
  }

  /** A half-close is about to happen; false when it does not make our FIN the first. */
  boolean begin(Closing half) {
    if (OpenConnections.state(half.word) == OpenConnections.HALF_CLOSED) {
      return false;
    }
    SocketProbe kernel = probes.get();
    if (half.answer == null) {
      half.answer = kernel.ask(half.descriptor, half.object);
    }
    Initiator initiator = Classification.atShutdownOutput(half.answer.state());
    if (initiator == Initiator.REMOTE) {
      open.halfClosed(half.descriptor, half.owner, Initiator.REMOTE, CallSites.UNKNOWN, false);
    }
    if (initiator != Initiator.LOCAL) {
      return false;
    }
    half.verdict = Verdict.of(Initiator.LOCAL, How.FIN, true);
    half.role = half.isKnown ? OpenConnections.role(half.word) : Role.UNKNOWN;
    half.askCookie(kernel);
    half.delayNanos = System.nanoTime() - half.start;
    return true;
  }

  /** The half-close that {@link #begin} announced has been done, or has failed. */
  void end(Closing half) {
    long now = System.nanoTime();
    half.readAddresses();
    SocketProbe kernel = probes.get();
    int state = kernel.ask(half.descriptor, half.object).state();
    if (state == TcpState.ESTABLISHED.number()) {
      // No FIN has left.
      return;
    }
    Verdict verdict = Classification.afterFin(state, half.isPeerHere(), half.verdict);
    boolean remoteFirst = verdict.initiator == Initiator.REMOTE;
    if (!remoteFirst) {
      half.readSite(stacks);
    }
    half.askLocal(verdict, half.object, kernel);
    // False when another thread has closed meanwhile: the descriptor may belong to another
    // connection then.
    if (open.halfClosed(
            half.descriptor, half.owner, verdict.initiator, half.site, verdict.isOpinion)
        && !remoteFirst) {
      // TIME_WAIT can begin while the descriptor is still open.
      half.decide(verdict);
      records.offer(half, now);
    }
  }
}
