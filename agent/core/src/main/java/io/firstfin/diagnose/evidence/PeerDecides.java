package io.firstfin.diagnose.evidence;

import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.Initiator;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A destination that itself closes most connections, right after its answer. What this JVM closes
 * there may only be what it must not keep.
 */
public final class PeerDecides {
  private static final int SOME = 20;

  /** What to look for where the peer closes. */
  public static final List<String> REMEDIES =
      Collections.unmodifiableList(
          Arrays.asList(
              "find out why the server closes, by one of its answers (curl -v): an error status"
                  + " (Tomcat closes after 400, 408, 411, 413, 414, 500, 501 and 503), the header"
                  + " Connection: close, HTTP/1.0, or a limit of one request on a connection",
              "if this client asks for it (Connection: close, HTTP/1.0), let it not"));

  private PeerDecides() {}

  public static boolean is(Destination destination) {
    long remote = closes(destination, Initiator.REMOTE);
    return remote >= SOME && remote > closes(destination, Initiator.LOCAL) && isAtOnce(destination);
  }

  private static boolean isAtOnce(Destination destination) {
    Ending ending = destination.ends.of(Initiator.REMOTE);
    return ending != null && EndedConnections.isAtOnce(ending.idleMillis);
  }

  public static String cause(Destination destination) {
    long remote = closes(destination, Initiator.REMOTE);
    return "the server decides: it closed "
        + Numbers.count(remote)
        + " of these "
        + Numbers.count(remote + closes(destination, Initiator.LOCAL))
        + " connections first, right after its answer; this JVM closed the rest, which came to the"
        + " same end";
  }

  private static long closes(Destination destination, Initiator initiator) {
    long closes = 0;
    for (CloseCount close : destination.closesBy) {
      closes += close.initiator == initiator ? close.count : 0;
    }
    return closes;
  }
}
