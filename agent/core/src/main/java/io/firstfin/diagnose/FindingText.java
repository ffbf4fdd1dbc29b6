package io.firstfin.diagnose;

import io.firstfin.text.Numbers;
import io.firstfin.text.Wrap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One finding as lines for people: the only place that lays a finding out. */
public final class FindingText {
  /**
   * The command that prints the page of an id. The page is in the jar, because a reader of a
   * warning may have nothing else.
   */
  private static final String EXPLAIN = "java -jar firstfin.jar explain ";

  /**
   * A detail that gives a line of code its share. It stays on one line, with the percentages
   * aligned.
   */
  private static final Pattern SHARE = Pattern.compile("\\s*(<?\\d{1,3}) ?%\\s{2,}(\\S.*)");

  private static final String CHECK = "check";

  private static final double WORTH_A_LINE_SECONDS = 60;

  private FindingText() {}

  /**
   * The lines, each at most {@code width} characters unless one word is longer. A call site with
   * its share is never broken.
   */
  public static List<String> lines(Finding finding, int width) {
    return lines(finding, width, 0);
  }

  /**
   * The lines, for an output that puts something before the first one.
   *
   * @param firstLineTaken characters of the first line that the caller needs beyond those it puts
   *     before every line
   */
  public static List<String> lines(Finding finding, int width, int firstLineTaken) {
    List<String> lines = new ArrayList<String>();
    String reserved = spaces(firstLineTaken);
    String head = finding.topic + " " + finding.subject + ": " + finding.summary;
    for (String line : Wrap.lines(reserved, "", head, width)) {
      lines.add(lines.isEmpty() ? line.substring(firstLineTaken) : line);
    }
    addLife(lines, finding, width);
    for (String detail : finding.details) {
      addDetail(lines, detail, width);
    }
    addExplained(lines, finding, width);
    if (!finding.cause.isEmpty()) {
      lines.addAll(Wrap.lines("Cause: ", "  ", sentence(finding.cause), width));
    }
    addNumbered(lines, "Remedy: ", finding.remedy, width);
    addNumbered(lines, "Not a remedy: ", finding.notRemedy, width);
    addCheck(lines, finding);
    lines.add("More: " + EXPLAIN + finding.id);
    return lines;
  }

  /** One line for a finding that is no longer seen: how long it was active, and its peak. */
  public static String gone(Finding finding) {
    FindingLife life = finding.life;
    return finding.topic
        + " "
        + finding.subject
        + ": was active for "
        + Words.seconds(life.sinceSeconds)
        + peak(finding)
        + "; not seen for "
        + Words.seconds(life.awaySeconds)
        + ".";
  }

  /** Adds only what the rest does not show: a finding that has just begun is at its peak. */
  private static void addLife(List<String> lines, Finding finding, int width) {
    FindingLife life = finding.life;
    boolean old = life.sinceSeconds >= WORTH_A_LINE_SECONDS;
    if (old || life.times > 1) {
      String times =
          life.times > 1
              ? "; it has begun "
                  + Numbers.count(life.times)
                  + " times since the agent began to watch"
              : "";
      String active =
          old
              ? "Active for "
                  + Words.seconds(life.sinceSeconds)
                  + (life.peak > finding.count ? peak(finding) : "")
              : "Active again";
      lines.addAll(Wrap.lines("", "", active + times + ".", width));
    }
  }

  private static String peak(Finding finding) {
    boolean known = finding.life.peak >= 0 && !finding.unit.isEmpty();
    return known ? ", at its peak " + Numbers.count(finding.life.peak) + " " + finding.unit : "";
  }

  private static void addDetail(List<String> lines, String detail, int width) {
    Matcher share = SHARE.matcher(detail);
    if (share.matches()) {
      String percent = share.group(1);
      lines.add(spaces(4 - percent.length()) + percent + " %  " + share.group(2));
      return;
    }
    String text = detail.trim();
    String indent = spaces(detail.indexOf(text));
    lines.addAll(Wrap.lines(indent, indent, text, width));
  }

  /**
   * Adds the ids of the explained findings, unless this one is shown under its topic, which covers
   * them too.
   */
  private static void addExplained(List<String> lines, Finding finding, int width) {
    if (!finding.explains.isEmpty() && finding.topic.equals(finding.id)) {
      String also = "Also seen, and explained by this: " + String.join(", ", finding.explains);
      lines.addAll(Wrap.lines("", "  ", also + ".", width));
    }
  }

  /** Adds the command that shows whether it is cured, on one line so that it can be copied. */
  private static void addCheck(List<String> lines, Finding finding) {
    Object check = finding.evidence.get(CHECK);
    if (check instanceof String) {
      lines.add("Check: " + check);
    }
  }

  private static void addNumbered(List<String> lines, String title, List<String> items, int width) {
    if (items.size() == 1) {
      lines.addAll(Wrap.lines(title, "  ", sentence(items.get(0)), width));
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      String number = (i + 1) + ". ";
      String first = (i == 0 ? title : spaces(title.length())) + number;
      String hanging = spaces(first.length());
      lines.addAll(Wrap.lines(first, hanging, sentence(items.get(i)), width));
    }
  }

  private static String sentence(String text) {
    String trimmed = text.trim();
    boolean ended = trimmed.isEmpty() || ".!?:".indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0;
    return ended ? trimmed : trimmed + ".";
  }

  private static String spaces(int count) {
    return count <= 0 ? "" : String.join("", Collections.nCopies(count, " "));
  }
}
