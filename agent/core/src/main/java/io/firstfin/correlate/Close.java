package io.firstfin.correlate;

import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;

/**
 * A close with the counts that its connection belongs to. One object of {@link Correlator} is used
 * for all closes: valid during the call only.
 */
final class Close {
  Role role;
  Initiator initiator;
  How how;

  /** Number of the call site. */
  int site;

  /** The count of the remote end; null when it has none of its own. */
  ConnectionTally remote;

  /** As a server, the count of the listening port; null when it has none of its own. */
  ConnectionTally listeningPort;

  /** SO_COOKIE; 0 when it was not asked. */
  long cookie;

  /** When it was, {@link System#nanoTime}. */
  long nanoTime;

  /** Age of the connection; -1 when unknown. */
  long ageNanos;

  /** What the kernel said, packed by {@link TcpInfo}. */
  long info;

  /** The record's facts, packed by {@link RecordFacts}. */
  long facts;

  /** The record's ports, packed by {@link RecordPorts}. */
  long ports;

  /** The peer's address; null when it is not known. */
  InetAddress address;

  /** Takes over all that another close has. */
  void copy(Close other) {
    role = other.role;
    initiator = other.initiator;
    how = other.how;
    site = other.site;
    remote = other.remote;
    listeningPort = other.listeningPort;
    cookie = other.cookie;
    nanoTime = other.nanoTime;
    ageNanos = other.ageNanos;
    info = other.info;
    facts = other.facts;
    ports = other.ports;
    address = other.address;
  }

  /**
   * By {@link ClosesBySite#subject}; as a server it is the listening port's. -1 when it has no
   * count of its own.
   */
  int subject() {
    ConnectionTally tally = role == Role.SERVER ? listeningPort : remote;
    return tally == null ? -1 : ClosesBySite.subject(tally);
  }
}
