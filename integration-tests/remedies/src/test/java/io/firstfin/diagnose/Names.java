package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a sentence that look like a name of code or of a setting. */
final class Names {
  /** A word, perhaps after an option of a command, perhaps before the parenthesis of a call. */
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w.])(-*)([A-Za-z_][\\w$-]*(?:\\.[A-Za-z_][\\w$-]*)*)(\\()?");

  private static final Pattern VERSIONS =
      Pattern.compile("JDK \\d+|updates of \\d+(?:, \\d+)*(?: and \\d+)?");

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w./-])\\d[\\d,]*(?<!,)(?![\\w]|\\.\\d)");

  /** An abbreviation such as JVM is no name. */
  private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z]*[a-z][A-Za-z]*");

  private static final Pattern HUMP = Pattern.compile("[a-z][A-Z]");

  private Names() {}

  /**
   * Not names: an address, FirstFIN's own jar, and a word with a capital at the start of a
   * sentence.
   */
  private static final Pattern NONE =
      Pattern.compile("https?://\\S+|firstfin\\.jar|(?:^|[.:;] )\\(?[A-Z][a-z]*(?![\\w.(])");

  /** The names, in their order, each once. */
  static Set<String> in(String sentence) {
    Set<String> names = new LinkedHashSet<>();
    Matcher word = WORD.matcher(NONE.matcher(sentence).replaceAll(""));
    while (word.find()) {
      String name = word.group(2);
      boolean option = !word.group(1).isEmpty();
      if (option && name.startsWith("D")) {
        names.add(name.substring(1));
      } else if (!option && (word.group(3) != null || looksLikeOne(name))) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean looksLikeOne(String word) {
    return CLASS.matcher(word).matches()
        || word.indexOf('_') >= 0
        || word.indexOf('.') >= 0
        || HUMP.matcher(word).find();
  }

  /** The whole numbers, which mostly are defaults; versions are left out. */
  static Set<String> numbersIn(String sentence) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher number = NUMBER.matcher(VERSIONS.matcher(sentence).replaceAll(""));
    while (number.find()) {
      numbers.add(number.group());
    }
    return numbers;
  }

  /** The texts between backticks. */
  static List<String> quoted(String text) {
    List<String> quoted = new ArrayList<>();
    Matcher span = Pattern.compile("`([^`]+)`").matcher(text);
    while (span.find()) {
      quoted.add(span.group(1));
    }
    return quoted;
  }
}
