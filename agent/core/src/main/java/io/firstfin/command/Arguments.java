package io.firstfin.command;

import io.firstfin.options.OptionsParser;
import java.io.PrintStream;
import java.util.List;

/** Turns the options of a command line, one or several in each word, into agent arguments. */
final class Arguments {
  private Arguments() {}

  /**
   * The words as the agent's arguments.
   *
   * @param otherwise what has not been done because of words that the agent would not accept
   * @throws WrongUsage when there are such words; {@code err} says what is wrong with each
   */
  static String accepted(List<String> words, PrintStream err, String otherwise) throws WrongUsage {
    String arguments = join(words);
    List<String> problems = OptionsParser.problemsOf(arguments);
    for (String problem : problems) {
      err.println("firstfin: " + problem);
    }
    if (!problems.isEmpty()) {
      throw new WrongUsage(otherwise);
    }
    return arguments;
  }

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
