package io.firstfin.lines;

import io.firstfin.diagnose.evidence.LineRemedies;
import io.firstfin.library.Libraries;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture by line, in types of the JDK. Counts are {@code Long}; one that is not known is absent.
 * {@code opened}, {@code accepted}, {@code closed} and {@code closedFirst} (by a FIN of this JVM)
 * are since the agent began to watch. {@code open} is the connections that this JVM connected and
 * that are open now, and {@code sampled} says whether the closes of a line may be an estimate.
 * {@code rows} has a map for each {@link Kind} and stack: {@code kind}, {@code id} (the same at
 * each call), {@code count}, {@code line}, {@code via}, {@code closedBy}, {@code frames}, {@code
 * remedy}, and for accepted connections {@code port}.
 */
public final class LinesLeft {
  /** What a row counts. */
  private enum Kind {
    /** Connections that this JVM closed first, by a FIN. */
    CLOSED_FIRST,
    /** Connections that this JVM connected and that are open. */
    OPEN,
    /** Accepted connections in CLOSE_WAIT: their clients have closed. */
    NOT_CLOSED,
    /** Connections that nobody closed until the garbage collector found them. */
    FORGOTTEN
  }

  private final Libraries libraries;
  private final Map<String, Map<String, Object>> rows =
      new LinkedHashMap<String, Map<String, Object>>();

  private LinesLeft(Libraries libraries) {
    this.libraries = libraries;
  }

  public static Map<String, Object> of(Picture picture, Libraries libraries) {
    LinesLeft lines = new LinesLeft(libraries);
    boolean sampled = false;
    for (Site site : picture.sites) {
      sampled |= site.sampled;
      lines.add(site);
    }
    for (OpenerCount opener : picture.heldSockets.openers) {
      if (opener.role == Role.CLIENT) {
        lines.add(opener);
      }
    }
    for (CloseWaitGroup group : picture.closeWait) {
      if (group.role == Role.SERVER) {
        lines.add(group);
      }
    }
    Map<String, Object> all = new LinkedHashMap<String, Object>();
    putCloses(all, picture.closes);
    all.put("opened", opened(picture, Role.CLIENT));
    all.put("accepted", opened(picture, Role.SERVER));
    if (picture.heldSockets.clients >= 0) {
      all.put("open", (long) picture.heldSockets.clients);
    }
    all.put("sampled", sampled);
    all.put("rows", new ArrayList<Object>(lines.rows.values()));
    return all;
  }

  private static long opened(Picture picture, Role role) {
    Long opened = picture.totals.opened.get(role);
    return opened == null ? 0 : opened;
  }

  private static void putCloses(Map<String, Object> all, Collection<CloseCount> closes) {
    long closed = 0;
    long closedFirst = 0;
    for (CloseCount close : closes) {
      closed += close.count;
      closedFirst += close.initiator.leavesTimeWait(close.how) ? close.count : 0;
    }
    all.put("closed", closed);
    all.put("closedFirst", closedFirst);
  }

  private void add(Site site) {
    if (site.initiator.leavesTimeWait(site.how)) {
      add(Kind.CLOSED_FIRST, site, LineRemedies.ofTimeWait(site, libraries));
    }
    if (site.closedBy.equals(Libraries.GARBAGE_COLLECTOR)) {
      add(Kind.FORGOTTEN, site, LineRemedies.ofLeak(site.role, site.openerFrames, libraries));
    }
  }

  /** Kinds of closes that do not differ for the caller share a row. */
  private void add(Kind kind, Site site, List<String> remedy) {
    Map<String, Object> row = row(kind, site.role + " " + site.id, site.closes);
    List<String> frames = site.openerFrames.isEmpty() ? site.frames : site.openerFrames;
    put(row, site.line, site.via, site.closedBy, frames);
    row.put("remedy", remedy);
  }

  /** The opener is not known where its stack was not read; the port is. */
  private void add(CloseWaitGroup group) {
    String id = group.listeningPort + "\n" + String.join("\n", group.frames);
    Map<String, Object> row = row(Kind.NOT_CLOSED, id, group.count);
    put(row, group.line, group.via, "", group.frames);
    row.put("port", (long) group.listeningPort);
    row.put("remedy", LineRemedies.ofLeak(group.role, group.frames, libraries));
  }

  private void add(OpenerCount opener) {
    Map<String, Object> row = row(Kind.OPEN, String.join("\n", opener.frames), opener.count);
    put(row, opener.line, opener.via, "", opener.frames);
    row.put("remedy", LineRemedies.ofLeak(opener.role, opener.frames, libraries));
  }

  private static void put(
      Map<String, Object> row, String line, String via, String closedBy, List<String> frames) {
    row.put("line", line);
    row.put("via", via);
    row.put("closedBy", closedBy);
    row.put("frames", frames);
  }

  private Map<String, Object> row(Kind kind, String id, long count) {
    String key = kind + " " + id;
    Map<String, Object> row = rows.computeIfAbsent(key, first -> new LinkedHashMap<>());
    row.put("kind", kind.name());
    row.put("id", key);
    row.merge("count", count, (one, other) -> (Long) one + (Long) other);
    return row;
  }
}
