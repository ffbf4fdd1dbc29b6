package io.firstfin.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How much a client wants each type of content (RFC 9110, section 12.5.1). Of the ranges that match
 * a type the most specific counts. Of their parameters only {@code q} and {@code version} are read;
 * a range whose {@code q} is no number from 0 to 1 is left out. Immutable.
 *
 * <p>The Prometheus library's own {@code ExpositionFormats.findWriter} cannot replace this: it
 * gives OpenMetrics to each client that names it, whatever the weights. A Prometheus whose {@code
 * scrape_protocols} put the text format first asks for it by {@code q} and would not get it.
 */
public final class AcceptHeader {
  private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d*)?|1(\\.0*)?");

  private final List<Range> ranges = new ArrayList<Range>();

  /** {@code header} is as {@link HttpRequest#header} returns it; null accepts everything. */
  public AcceptHeader(String header) {
    for (String element : split(header == null ? "*/*" : header, ',')) {
      Range range = Range.of(element);
      if (range != null) {
        ranges.add(range);
      }
    }
  }

  /**
   * The weight from 0, which is not at all, to 1.
   *
   * @param type in lower case, without parameters
   * @param version of its format: a range that wants another version does not match
   */
  public double weight(String type, String version) {
    Range best = best(type, version);
    return best == null ? 0 : best.weight;
  }

  /** Whether a range names the type itself, and not a wildcard that matches it. */
  public boolean names(String type, String version) {
    Range best = best(type, version);
    return best != null && best.type.equals(type);
  }

  private Range best(String type, String version) {
    Range best = null;
    for (Range range : ranges) {
      if (range.matches(type, version) && (best == null || range.rank() > best.rank())) {
        best = range;
      }
    }
    return best;
  }

  /** Splits at commas that are outside of quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<String>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, i).trim());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).trim());
    return parts;
  }

  private static final class Range {
    /** A range such as {@code text/plain}, {@code text/*} or {@code *}{@code /*}. */
    final String type;

    /** Null means any version. */
    final String version;

    final double weight;

    private Range(String type, String version, double weight) {
      this.type = type;
      this.version = version;
      this.weight = weight;
    }

    /** Null when the range names no version. */
    static Range of(String element) {
      List<String> parts = split(element, ';');
      String version = null;
      String weight = "1";
      for (String parameter : parts.subList(1, parts.size())) {
        int equals = parameter.indexOf('=');
        String name = parameter.substring(0, Math.max(equals, 0)).trim().toLowerCase(Locale.ROOT);
        String value = parameter.substring(equals + 1).trim();
        if (name.equals("q")) {
          weight = value;
        } else if (name.equals("version")) {
          version = value.replace("\"", "");
        }
      }
      boolean says = !parts.get(0).isEmpty() && WEIGHT.matcher(weight).matches();
      return says
          ? new Range(parts.get(0).toLowerCase(Locale.ROOT), version, Double.parseDouble(weight))
          : null;
    }

    boolean matches(String wanted, String wantedVersion) {
      boolean sameType =
          type.equals("*/*")
              || type.equals(wanted)
              || type.endsWith("/*") && wanted.startsWith(type.substring(0, type.length() - 1));
      return sameType && (version == null || version.equals(wantedVersion));
    }

    int rank() {
      if (type.equals("*/*")) {
        return 0;
      }
      return type.endsWith("/*") ? 1 : version == null ? 2 : 3;
    }
  }
}
