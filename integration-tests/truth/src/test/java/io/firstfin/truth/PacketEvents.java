package io.firstfin.truth;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives each end of each connection its verdict, from the segments with SYN, FIN or RST as they
 * arrive. Used by one thread.
 *
 * <p>The acknowledgement of a FIN or RST shows whether it was sent before or after the peer's FIN
 * came (RFC 9293, section 3.10.7.4). A reset that a close sends has the flag ACK; a reset that
 * answers a segment of a connection does not (net/ipv4/tcp_output.c, tcp_send_active_reset;
 * net/ipv4/tcp_ipv4.c, tcp_v4_send_reset).
 */
final class PacketEvents {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  private final PortRange listening;
  private final Counts counts = new Counts();
  private final Counts firstOfCrossed = new Counts();
  private final Map<String, End> ends = new HashMap<>();

  PacketEvents(PortRange listening) {
    this.listening = listening;
  }

  Counts counts() {
    return counts;
  }

  /** Whose FIN was sent first, of the ends whose FINs crossed. */
  Counts firstOfCrossed() {
    return firstOfCrossed;
  }

  /** {@code SOURCE SPORT DESTINATION DPORT FLAGS SEQUENCE ACKNOWLEDGEMENT LENGTH}. */
  void line(String line) {
    String[] words = line.split(" ");
    int sourcePort = Integer.parseInt(words[1]);
    int destinationPort = Integer.parseInt(words[3]);
    if (!listening.contains(sourcePort) && !listening.contains(destinationPort)) {
      return;
    }
    String source = Address.plain(words[0]) + ' ' + sourcePort;
    String destination = Address.plain(words[2]) + ' ' + destinationPort;
    int flags = Integer.parseInt(words[4]);
    long sequence = Long.parseLong(words[5]);
    if ((flags & (SYN | ACK)) == SYN) {
      open(words, sourcePort, destinationPort, source, destination, sequence);
      return;
    }
    End from = ends.get(source + ' ' + destination);
    if (from == null) {
      return;
    }
    int acknowledged = (int) Long.parseLong(words[6]);
    boolean knowsPeersFin = from.peer.fin && acknowledged - from.peer.afterFin >= 0;
    if ((flags & RST) != 0) {
      reset(from, (flags & ACK) != 0, knowsPeersFin);
    } else if ((flags & FIN) != 0 && !from.fin) {
      from.fin = true;
      from.afterFin = (int) (sequence + Long.parseLong(words[7]) + 1);
      fin(from, knowsPeersFin);
    }
  }

  /** A repeated SYN opens no new connection. */
  private void open(
      String[] words,
      int sourcePort,
      int destinationPort,
      String source,
      String destination,
      long sequence) {
    End known = ends.get(source + ' ' + destination);
    if (known != null && known.initialSequence == sequence) {
      return;
    }
    End client =
        new End(Cell.of(Address.plain(words[2]), sourcePort, destinationPort, listening), sequence);
    End server =
        new End(Cell.of(Address.plain(words[0]), destinationPort, sourcePort, listening), -1);
    client.peer = server;
    server.peer = client;
    ends.put(source + ' ' + destination, client);
    ends.put(destination + ' ' + source, server);
  }

  private void fin(End from, boolean knowsPeersFin) {
    if (from.verdict == null) {
      judge(from, Verdict.LOCAL_FIN);
      if (from.peer.verdict == null) {
        // Unless a later segment shows that this end sent its own FIN before this one came.
        judge(from.peer, Verdict.REMOTE_FIN);
      }
    } else if (from.verdict == Verdict.REMOTE_FIN && !knowsPeersFin) {
      judge(from, Verdict.SIMULTANEOUS_FIN);
      judge(from.peer, Verdict.SIMULTANEOUS_FIN);
      firstOfCrossed.add(from.cell, Verdict.REMOTE_FIN, 1);
      firstOfCrossed.add(from.peer.cell, Verdict.LOCAL_FIN, 1);
    }
  }

  private void reset(End from, boolean byClose, boolean knowsPeersFin) {
    if (byClose) {
      if (from.verdict == null || from.verdict == Verdict.LOCAL_FIN) {
        judge(from, Verdict.LOCAL_RST);
      } else if (from.verdict == Verdict.REMOTE_FIN) {
        judge(from, from.fin || knowsPeersFin ? Verdict.REMOTE_FIN_RST : Verdict.LOCAL_RST);
      }
    }
    End to = from.peer;
    if (to.verdict == null || to.verdict == Verdict.REMOTE_FIN && !to.fin) {
      judge(to, Verdict.REMOTE_RST);
    }
  }

  private void judge(End end, Verdict verdict) {
    if (end.verdict != null) {
      counts.add(end.cell, end.verdict, -1);
    }
    counts.add(end.cell, verdict, 1);
    end.verdict = verdict;
  }

  private static final class End {
    final Cell cell;
    final long initialSequence;
    End peer;
    boolean fin;

    /** The sequence number that acknowledges the FIN. */
    int afterFin;

    Verdict verdict;

    End(Cell cell, long initialSequence) {
      this.cell = cell;
      this.initialSequence = initialSequence;
    }
  }
}
