package io.firstfin.options;

/** Reads {@code key=value,key='value, with a comma'}. */
final class AgentArguments {
  private static final String WHERE = "agent arguments";

  private AgentArguments() {}

  static Source read(String text) {
    Source source = new Source();
    int at = 0;
    while (at < text.length()) {
      int end = endOfArgument(text, at);
      String argument = text.substring(at, end).trim();
      if (!argument.isEmpty()) {
        add(source, argument);
      }
      at = end + 1;
    }
    return source;
  }

  /** Finds the next comma outside of quotes; a quote counts only where a value begins. */
  private static int endOfArgument(String text, int start) {
    int equals = text.indexOf('=', start);
    int comma = text.indexOf(',', start);
    if (equals < 0 || comma >= 0 && comma < equals) {
      return comma < 0 ? text.length() : comma;
    }
    int value = equals + 1;
    while (value < text.length() && text.charAt(value) == ' ') {
      value++;
    }
    int from = value;
    if (value < text.length() && text.charAt(value) == '\'') {
      int quote = text.indexOf('\'', value + 1);
      from = quote < 0 ? text.length() : quote;
    }
    int end = text.indexOf(',', from);
    return end < 0 ? text.length() : end;
  }

  private static void add(Source source, String argument) {
    int equals = argument.indexOf('=');
    String name = (equals < 0 ? argument : argument.substring(0, equals)).trim();
    Key<?> key = Keys.named(name);
    if (equals < 0) {
      String what = Source.shown(argument) + " has no '='; accepted is key=value";
      source.problem(WHERE, what, key);
      return;
    }
    if (key == null) {
      source.unknown(WHERE, name);
      return;
    }
    String value = argument.substring(equals + 1).trim();
    if (value.startsWith("'") && value.indexOf('\'', 1) != value.length() - 1) {
      boolean open = value.indexOf('\'', 1) < 0;
      String wrong = open ? " has a quote that is not closed" : " goes on after its quote";
      String what = Source.shown(argument) + wrong + "; accepted is " + name + "='a,b'";
      source.problem(WHERE, what, key);
      return;
    }
    source.put(key, Source.unquoted(value), WHERE);
  }
}
