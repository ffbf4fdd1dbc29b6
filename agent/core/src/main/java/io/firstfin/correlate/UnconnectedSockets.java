package io.firstfin.correlate;

import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Unconnected;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Collects this JVM's TCP sockets in CLOSE: for how long, and which lines opened or made them. No
 * table of the kernel shows them, so that each descriptor is asked. A descriptor may be reused
 * between its listing and the question, so that the answer is good for counting only.
 */
final class UnconnectedSockets extends Collector {
  private static final long MINUTE = 60_000_000_000L;

  private final CallSites sites;
  private final int top;

  /** When each socket was first seen in CLOSE, by inode. */
  private Map<Long, Long> since = new HashMap<Long, Long>();

  private boolean known;
  private Unconnected asked = Unconnected.UNKNOWN;
  private Unconnected value = Unconnected.UNKNOWN;

  /** Only the heaviest {@code top} openers are shown. */
  UnconnectedSockets(CallSites sites, int top) {
    this.sites = sites;
    this.top = top;
  }

  /**
   * Asks the descriptors.
   *
   * @param inTables descriptors that a census has just seen and that need no question
   * @param states gives a descriptor's state; null when it is no TCP socket
   */
  void ask(
      OwnDescriptors own,
      BitSet inTables,
      IntFunction<TcpState> states,
      OpenConnections open,
      long nanoTime) {
    Answers answers = new Answers(nanoTime);
    own.forEach(
        (inode, descriptor) -> {
          if (!inTables.get(descriptor) && states.apply(descriptor) == TcpState.CLOSED) {
            Long before = since.get(inode);
            answers.add(inode, before == null ? nanoTime : before, descriptor, open);
          }
        });
    since = answers.sinceNow;
    known = true;
    asked = answers.value(sites, top);
  }

  /** Forgets the last answers, because they are no longer true. */
  void forget() {
    known = false;
    asked = Unconnected.UNKNOWN;
  }

  /** Sockets in CLOSE by the last answers. */
  int count() {
    return known ? since.size() : -1;
  }

  /** Whether the value has the last answers. */
  boolean isShown() {
    return value == asked;
  }

  @Override
  void endCheck(KernelCheck check) {
    value = asked;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.unconnected(value);
  }

  private static final class Answers {
    final Map<Long, Long> sinceNow = new HashMap<Long, Long>();
    private final OpenerCounts openers = new OpenerCounts();
    private final long now;
    private int olderThanMinute;
    private int onceConnected;
    private long oldest;

    Answers(long nanoTime) {
      now = nanoTime;
      oldest = nanoTime;
    }

    void add(long inode, long first, int descriptor, OpenConnections open) {
      sinceNow.put(inode, first);
      oldest = Math.min(oldest, first);
      if (now - first >= MINUTE) {
        olderThanMinute++;
        int maker = open.creatingSite(descriptor);
        Role role = open.role(descriptor);
        if (role != Role.UNKNOWN) {
          onceConnected++;
          openers.add(open.openingSite(descriptor), role);
        } else if (maker != CallSites.UNKNOWN) {
          openers.add(maker, role);
        }
      }
    }

    Unconnected value(CallSites sites, int top) {
      return new Unconnected(
          sinceNow.size(),
          olderThanMinute,
          sinceNow.isEmpty() ? Double.NaN : (now - oldest) / 1e9,
          onceConnected,
          openers.heaviest(sites, top));
    }
  }
}
