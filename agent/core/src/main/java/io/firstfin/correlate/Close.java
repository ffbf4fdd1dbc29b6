package io.firstfin.correlate;

import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/**
 * A close with the counts that its connection belongs to. A cursor of {@link Correlator}: valid
 * during the call only.
 */
final class Close {
  Role role;
  Initiator initiator;
  How how;

  /** Number of the call site. */
  int site;

  /** The count of the remote end; null when that is not told apart. */
  ConnectionTally remote;

  /** As a server the count of the listening port; null when that is not told apart. */
  ConnectionTally listeningPort;

  /** {@link System#nanoTime}. */
  long nanoTime;

  /** -1 when unknown. */
  long ageNanos;

  /** What the kernel said, packed by {@link TcpInfo}. */
  long info;

  /** By {@link ClosesBySite#subject}: of the listening port as a server; -1 when not told apart. */
  int subject() {
    ConnectionTally tally = role == Role.SERVER ? listeningPort : remote;
    return tally == null ? -1 : ClosesBySite.subject(tally);
  }
}
