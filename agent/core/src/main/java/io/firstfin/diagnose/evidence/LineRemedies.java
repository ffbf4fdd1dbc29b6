package io.firstfin.diagnose.evidence;

import io.firstfin.library.Libraries;
import io.firstfin.picture.Site;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/**
 * What to do about one line, however few its connections are. The library that the line called
 * knows best; where it says nothing, a general sentence helps.
 */
public final class LineRemedies {
  /** Where no library knows better: for a client that closes first. */
  public static final String SHARE_ONE_CLIENT =
      "share one pooled client and use its connections again";

  /** For a server that closes first. */
  public static final String LET_THE_CLIENT_CLOSE =
      "let the client close: honour its keep-alive; a proxy before this service must keep"
          + " connections too ("
          + ServedPort.PROXIES_KEEP
          + ")";

  private static final String CLOSE_IT =
      "close the connection, or the client or pool that holds it, in try-with-resources or a"
          + " finally block";

  private static final String CLOSE_AT_THE_END =
      "close each accepted connection once its end of stream was read";

  private LineRemedies() {}

  /** For a line that closes first. */
  public static List<String> ofTimeWait(Site site, Libraries libraries) {
    boolean server = site.role == Role.SERVER;
    List<String> known =
        libraries.remedies(
            server ? FindingId.TIME_WAIT_SERVER_SIDE : FindingId.CLOSE_PER_REQUEST,
            SiteRemedies.called(site, site.frames),
            site.thread);
    return orElse(known, server ? LET_THE_CLIENT_CLOSE : SHARE_ONE_CLIENT);
  }

  /** For a line whose connections nobody closes; {@code frames} are those of the opening. */
  public static List<String> ofLeak(Role role, List<String> frames, Libraries libraries) {
    List<String> known = libraries.remedies(FindingId.CLOSE_WAIT_LEAK, frames);
    return orElse(known, role == Role.SERVER ? CLOSE_AT_THE_END : CLOSE_IT);
  }

  private static List<String> orElse(List<String> known, String general) {
    return known.isEmpty() ? Collections.singletonList(general) : known;
  }
}
