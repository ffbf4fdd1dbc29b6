package io.firstfin.command;

import java.util.List;

/** Turns the options of a command line, one or several in each word, into agent arguments. */
final class Arguments {
  private Arguments() {}

  static String join(List<String> words) {
    StringBuilder joined = new StringBuilder();
    for (String word : words) {
      joined.append(joined.length() == 0 ? "" : ",").append(quoted(word));
    }
    return joined.toString();
  }

  /**
   * A shell has removed the quotes from {@code app.packages='com.a,com.b'}. This puts them back
   * where the part after a comma is no {@code key=value} of its own.
   */
  private static String quoted(String word) {
    int equals = word.indexOf('=');
    if (equals < 0 || word.indexOf('\'') >= 0) {
      return word;
    }
    for (String part : word.split(",")) {
      if (part.indexOf('=') < 0) {
        return word.substring(0, equals + 1) + "'" + word.substring(equals + 1) + "'";
      }
    }
    return word;
  }
}
