package io.firstfin.options;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of value that options take. */
final class ValueTypes {
  private ValueTypes() {}

  /** A duration in milliseconds. */
  static ValueType<Long> duration(final long min, final long max) {
    return new ValueType<Long>("a duration, " + durationText(min) + " to " + durationText(max)) {
      @Override
      Long parse(String text) {
        int digits = 0;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
          digits++;
        }
        long number = Long.parseLong(digits(text.substring(0, digits), 9));
        return inRange(number * unitMillis(text.substring(digits)), min, max);
      }
    };
  }

  static ValueType<Integer> integer(final int min, final int max) {
    return new ValueType<Integer>("a whole number, " + min + " to " + max) {
      @Override
      Integer parse(String text) {
        return (int) inRange(Long.parseLong(text), min, max);
      }
    };
  }

  /** A percentage as a fraction of one. */
  static ValueType<Double> percent(final int min, final int max) {
    return new ValueType<Double>("a percentage, " + min + "% to " + max + "%") {
      @Override
      Double parse(String text) {
        return fraction(text, min, max);
      }
    };
  }

  /** A percentage as a fraction of one; infinite for {@code all}. */
  static ValueType<Double> percentOrAll(final double min, final double max) {
    return new ValueType<Double>("a percentage, " + min + "% to " + Math.round(max) + "%, or all") {
      @Override
      Double parse(String text) {
        return text.equals("all") ? Double.POSITIVE_INFINITY : fraction(text, min, max);
      }
    };
  }

  /** One of the constants of an enum, in lower case. */
  static <E extends Enum<E>> ValueType<E> oneOf(final Class<E> type) {
    StringBuilder names = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      names.append(names.length() == 0 ? "" : ", ").append(label(constant));
    }
    return new ValueType<E>(names.toString()) {
      @Override
      E parse(String text) {
        for (E constant : type.getEnumConstants()) {
          if (label(constant).equals(text)) {
            return constant;
          }
        }
        throw new IllegalArgumentException();
      }
    };
  }

  /** A word that means true, or {@code off}. */
  static ValueType<Boolean> wordOrOff(final String word) {
    return new ValueType<Boolean>(word + ", off") {
      @Override
      Boolean parse(String text) {
        if (!text.equals(word) && !text.equals("off")) {
          throw new IllegalArgumentException();
        }
        return text.equals(word);
      }
    };
  }

  /**
   * {@code stderr}, {@code off} or a file. The word stdout is refused, because most likely no file
   * of that name is meant.
   */
  static ValueType<String> logDestination() {
    return new ValueType<String>("stderr, off or a file") {
      @Override
      String parse(String text) {
        if (text.isEmpty() || text.equals("stdout")) {
          throw new IllegalArgumentException();
        }
        return text;
      }
    };
  }

  static ValueType<String> file() {
    return new ValueType<String>("a file") {
      @Override
      String parse(String text) {
        return text.isEmpty() ? null : text;
      }
    };
  }

  /** A file; null for {@code off}. */
  static ValueType<String> fileOrOff() {
    return new ValueType<String>("a file, off") {
      @Override
      String parse(String text) {
        if (text.isEmpty()) {
          throw new IllegalArgumentException();
        }
        return text.equals("off") ? null : text;
      }
    };
  }

  /** {@code [host:]port}; null for {@code off}. */
  static ValueType<HostAndPort> addressOrOff() {
    return new ValueType<HostAndPort>("[host:]port, off") {
      @Override
      HostAndPort parse(String text) {
        if (text.equals("off")) {
          return null;
        }
        Matcher matcher = AddressSyntax.PATTERN.matcher(text);
        if (!matcher.matches()) {
          throw new IllegalArgumentException();
        }
        int port = (int) inRange(Long.parseLong(matcher.group(2)), 0, 65_535);
        String host = matcher.group(1);
        if (host == null) {
          host = "127.0.0.1";
        } else if (host.charAt(0) == '[') {
          host = host.substring(1, host.length() - 1);
        }
        return new HostAndPort(host, port);
      }
    };
  }

  /** An http or https URL with a host; null for {@code off}. */
  static ValueType<URI> urlOrOff() {
    return new ValueType<URI>("an http or https URL, off") {
      @Override
      URI parse(String text) {
        if (text.equals("off")) {
          return null;
        }
        URI uri = URI.create(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
          throw new IllegalArgumentException();
        }
        return uri;
      }
    };
  }

  /** Package prefixes, separated by commas. */
  static ValueType<List<String>> packages() {
    return new ValueType<List<String>>("package prefixes, as 'com.acme,org.example'") {
      @Override
      List<String> parse(String text) {
        List<String> packages = new ArrayList<String>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
          packages.add(packagePrefix(part.trim()));
        }
        return Collections.unmodifiableList(packages);
      }
    };
  }

  private static String packagePrefix(String text) {
    for (String name : (text.endsWith(".") ? text + "x" : text).split("\\.", -1)) {
      if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
        throw new IllegalArgumentException();
      }
      for (int i = 1; i < name.length(); i++) {
        if (!Character.isJavaIdentifierPart(name.charAt(i))) {
          throw new IllegalArgumentException();
        }
      }
    }
    return text;
  }

  /**
   * The fraction of one that {@code 70%}, {@code 70 %} or {@code 0.5%} is, in a range of percent.
   */
  private static double fraction(String text, double min, double max) {
    if (!text.endsWith("%")) {
      throw new IllegalArgumentException();
    }
    String number = text.substring(0, text.length() - (text.endsWith(" %") ? 2 : 1));
    int point = number.indexOf('.');
    digits(point < 0 ? number : number.substring(0, point), 3);
    if (point >= 0) {
      digits(number.substring(point + 1), 3);
    }
    double percent = Double.parseDouble(number);
    if (percent < min || percent > max) {
      throw new IllegalArgumentException();
    }
    return percent / 100;
  }

  /** The text itself, if it is one digit to {@code most} digits. */
  private static String digits(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      throw new IllegalArgumentException();
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        throw new IllegalArgumentException();
      }
    }
    return text;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long inRange(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static long unitMillis(String unit) {
    switch (unit) {
      case "ms":
        return 1;
      case "s":
        return 1_000;
      case "m":
        return 60_000;
      case "h":
        return 3_600_000;
      default:
        throw new IllegalArgumentException();
    }
  }

  private static String durationText(long millis) {
    for (String unit : new String[] {"h", "m", "s"}) {
      if (millis % unitMillis(unit) == 0) {
        return millis / unitMillis(unit) + unit;
      }
    }
    return millis + "ms";
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Apart, because its pattern takes time while the JVM starts, and most services have none. */
  private static final class AddressSyntax {
    static final Pattern PATTERN =
        Pattern.compile("(?:(\\[[0-9a-fA-F:.%]+\\]|[^\\s:\\[\\]/]+):)?(\\d{1,5})");

    private AddressSyntax() {}
  }
}
