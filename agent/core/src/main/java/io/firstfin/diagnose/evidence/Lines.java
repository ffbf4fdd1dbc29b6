package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.Words;
import io.firstfin.library.Libraries;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The share of each line of code in a number of sockets, as lines of text. */
public final class Lines {
  private static final int SHOWN = 5;

  private final Map<String, Integer> socketsByLine = new LinkedHashMap<>();

  /** Adds sockets to a line; an empty line means that the line is not known. */
  public Lines add(String line, String via, int sockets) {
    return add(line, via, "", sockets);
  }

  /** The same for a line that opened the sockets; {@code closedBy} as in {@link Site#closedBy}. */
  public Lines add(String line, String via, String closedBy, int sockets) {
    if (sockets > 0 && !line.isEmpty()) {
      String text = via.isEmpty() ? line : line + "  via " + via;
      socketsByLine.merge(text + closed(closedBy), sockets, Saturated::sum);
    }
    return this;
  }

  private static String closed(String by) {
    if (by.isEmpty()) {
      return "";
    }
    return by.equals(Libraries.GARBAGE_COLLECTOR)
        ? "; opened here and never closed: " + by + " closed it"
        : "; opened here, closed by " + by;
  }

  public static Lines of(List<SiteShare> shares) {
    Lines lines = new Lines();
    for (SiteShare share : shares) {
      lines.add(share.line, share.via, share.closedBy, share.timeWait);
    }
    return lines;
  }

  /**
   * The heaviest lines with their part of {@code whole}, then the sum of the rest.
   *
   * @param unknown the text for the sockets whose line is not known
   */
  public List<String> text(int whole, String unknown) {
    List<Map.Entry<String, Integer>> heaviest = new ArrayList<>(socketsByLine.entrySet());
    heaviest.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
    List<String> text = new ArrayList<>();
    int shown = 0;
    for (Map.Entry<String, Integer> entry : heaviest.subList(0, Math.min(SHOWN, heaviest.size()))) {
      text.add(Numbers.share(entry.getValue(), whole) + "  " + entry.getKey());
      shown = Saturated.sum(shown, entry.getValue());
    }
    int known = socketsByLine.values().stream().reduce(0, Saturated::sum);
    if (known > shown) {
      int places = heaviest.size() - SHOWN;
      text.add(Numbers.share(known - shown, whole) + "  " + Words.count(places, "other line"));
    }
    if (whole > known) {
      text.add(Numbers.share(whole - known, whole) + "  " + unknown);
    }
    return text;
  }
}
