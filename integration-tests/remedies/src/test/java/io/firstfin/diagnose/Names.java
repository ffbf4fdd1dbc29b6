package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a sentence that look like a name of code or of a setting. */
final class Names {
  /** A word, perhaps an option of a command before it, perhaps a call's parenthesis behind it. */
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w.])(-*)([A-Za-z_][\\w$-]*(?:\\.[A-Za-z_][\\w$-]*)*)(\\()?");

  private static final Pattern VERSIONS =
      Pattern.compile("JDK \\d+|updates of \\d+(?:, \\d+)*(?: and \\d+)?");

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w./-])\\d[\\d,]*(?<!,)(?![\\w]|\\.\\d)");

  /** An abbreviation, as JVM, is none. */
  private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z]*[a-z][A-Za-z]*");

  private static final Pattern HUMP = Pattern.compile("[a-z][A-Z]");

  private Names() {}

  /** No names: an address, our own jar, and a word with a capital where a sentence begins. */
  private static final Pattern NONE =
      Pattern.compile("https?://\\S+|firstfin\\.jar|(?:^|[.:;] )\\(?[A-Z][a-z]*(?![\\w.(])");

  /** In their order, each once. */
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

  /** The whole numbers, which mostly are a default; no versions. */
  static Set<String> numbersIn(String sentence) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher number = NUMBER.matcher(VERSIONS.matcher(sentence).replaceAll(""));
    while (number.find()) {
      numbers.add(number.group());
    }
    return numbers;
  }

  /** What stands between backticks in a text. */
  static List<String> quoted(String text) {
    List<String> quoted = new ArrayList<>();
    Matcher span = Pattern.compile("`([^`]+)`").matcher(text);
    while (span.find()) {
      quoted.add(span.group(1));
    }
    return quoted;
  }
}
