package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.library.StackKind;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.Initiator;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A destination whose peer closes connections too, right after the last data. A server of HTTP that
 * closes most of them decides: what this JVM closes there may only be what it must not keep. In
 * other protocols the client says goodbye, and both ends close at that: the client decides.
 */
public final class PeerDecides {
  private static final int SOME = 20;

  private static final double SHARE = 0.1;

  /** The same beside a client's own remedies. */
  public static final String BESIDE =
      "where the server ends them of its own accord (HTTP: an error status, Connection: close,"
          + " HTTP/1.0; elsewhere a time-out or a limit), mend it there: no client keeps what the"
          + " server ends";

  private static final StackKind[] WISHED = {
    StackKind.CLIENT_ENDS, StackKind.POOL_EMPTIED, StackKind.POOL_CLOSES, StackKind.CONNECTION_ENDS
  };

  /** What to look for where the peer closes. */
  public static final List<String> REMEDIES =
      Collections.unmodifiableList(
          Arrays.asList(
              "find out why the server closes, by one of its answers (curl -v): an error status"
                  + " (Tomcat closes after 400, 408, 411, 413, 414, 500, 501 and 503), the header"
                  + " Connection: close, HTTP/1.0, or a limit of one request on a connection",
              "if this client asks for it (Connection: close, HTTP/1.0), let it not"));

  private PeerDecides() {}

  /** Whether the peer is a server of HTTP that decides when connections end. */
  public static boolean is(Destination destination, RuleInput input) {
    return closesMost(destination)
        && HttpStacks.of(destination.closingSites, input) == HttpStacks.HTTP
        && !isClientsWish(destination, input);
  }

  /** Whether the peer closes most connections first. */
  static boolean closesMost(Destination destination) {
    return closes(destination, Initiator.REMOTE) > closesFromHere(destination)
        && sharesTheEnds(destination);
  }

  /** Whether both ends close, so that either may be first. */
  private static boolean sharesTheEnds(Destination destination) {
    long remote = closes(destination, Initiator.REMOTE);
    return remote >= SOME
        && remote >= SHARE * (remote + closesFromHere(destination))
        && isAtOnce(destination);
  }

  /** Whether a server that closes on its own account may be a reason beside the client's. */
  public static boolean mayBe(Destination destination, RuleInput input) {
    return sharesTheEnds(destination)
        && HttpStacks.of(destination.closingSites, input) != HttpStacks.OTHER
        && !isClientsWish(destination, input);
  }

  /**
   * Whether the stacks show that this client wanted most ends. Over TLS its goodbye may make the
   * peer's FIN the first.
   */
  private static boolean isClientsWish(Destination destination, RuleInput input) {
    long all = 0;
    long wished = 0;
    for (ClosingShare share : destination.closingSites) {
      all += share.closes;
      wished += input.libraries.shows(SiteFrames.of(share, input), WISHED) ? share.closes : 0;
    }
    return wished * 2 > all;
  }

  private static boolean isAtOnce(Destination destination) {
    Ending ending = destination.ends.of(Initiator.REMOTE);
    return ending != null && EndedConnections.isAtOnce(ending.idleMillis);
  }

  public static String cause(Destination destination) {
    return "the server closes right after its answer, by its own decision or because this client asks"
        + " for it (Connection: close, HTTP/1.0): it closed "
        + firstOf(destination)
        + " connections first; this JVM closed the rest, which came to the same end";
  }

  /** What to say beside the client's cause where both ends close; otherwise empty. */
  public static String beside(Destination destination) {
    return sharesTheEnds(destination)
        ? "; the peer closes at the same time, and was first in "
            + firstOf(destination)
            + " connections"
        : "";
  }

  private static String firstOf(Destination destination) {
    long remote = closes(destination, Initiator.REMOTE);
    return Numbers.count(remote)
        + " of these "
        + Numbers.count(remote + closesFromHere(destination));
  }

  private static long closesFromHere(Destination destination) {
    return closes(destination, Initiator.LOCAL) + closes(destination, Initiator.SIMULTANEOUS);
  }

  private static long closes(Destination destination, Initiator initiator) {
    long closes = 0;
    for (CloseCount close : destination.closesBy) {
      closes += close.initiator == initiator ? close.count : 0;
    }
    return closes;
  }
}
