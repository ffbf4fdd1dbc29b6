package io.firstfin.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON strictly (RFC 8259): objects as maps, arrays as lists, whole numbers as {@code Long},
 * others as {@code Double}. A repeated key, or nesting beyond a bound, is an error.
 */
final class JsonReader {
  /** Far deeper than a report, and far less than what a thread's stack can hold. */
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Object read(String text) throws ReportFormatException {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.expected("the end of the text");
    }
    return value;
  }

  private Object value(int depth) throws ReportFormatException {
    if (depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
    skipSpace();
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, Object> object(int depth) throws ReportFormatException {
    Map<String, Object> map = new LinkedHashMap<String, Object>();
    at++;
    skipSpace();
    if (taken('}')) {
      return map;
    }
    do {
      skipSpace();
      int start = at;
      String key = string();
      if (map.containsKey(key)) {
        at = start;
        throw error("the key \"" + key + "\" is repeated");
      }
      skipSpace();
      take(':', "':'");
      map.put(key, value(depth + 1));
      skipSpace();
    } while (taken(','));
    take('}', "',' or '}'");
    return map;
  }

  private List<Object> array(int depth) throws ReportFormatException {
    List<Object> list = new ArrayList<Object>();
    at++;
    skipSpace();
    if (taken(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
      skipSpace();
    } while (taken(','));
    take(']', "',' or ']'");
    return list;
  }

  private String string() throws ReportFormatException {
    take('"', "'\"'");
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = peek();
      if (at >= text.length() || c < ' ') {
        throw expected("'\"'");
      }
      at++;
      string.append(c == '\\' ? escape() : c);
    }
    at++;
    return string.toString();
  }

  private char escape() throws ReportFormatException {
    char c = peek();
    int plain = "\"\\/bfnrt".indexOf(c);
    if (at < text.length() && plain >= 0) {
      at++;
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (c != 'u') {
      throw expected("an escape");
    }
    at++;
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char digit = peek();
      int value = digit < 128 ? Character.digit(digit, 16) : -1;
      if (value < 0) {
        throw expected("a hexadecimal digit");
      }
      code = code << 4 | value;
      at++;
    }
    return (char) code;
  }

  private Object number() throws ReportFormatException {
    int start = at;
    taken('-');
    if (!taken('0')) {
      digits(at == start ? "a value" : "a digit");
    }
    boolean whole = true;
    if (taken('.')) {
      whole = false;
      digits("a digit");
    }
    if (taken('e') || taken('E')) {
      whole = false;
      if (!taken('+')) {
        taken('-');
      }
      digits("a digit");
    }
    String number = text.substring(start, at);
    if (!whole) {
      return Double.valueOf(number);
    }
    try {
      return Long.valueOf(number);
    } catch (NumberFormatException e) {
      at = start;
      throw error("a number beyond 64 bits");
    }
  }

  private void digits(String expected) throws ReportFormatException {
    if (peek() < '0' || peek() > '9') {
      throw expected(expected);
    }
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
  }

  private Object word(String word, Object value) throws ReportFormatException {
    if (!text.startsWith(word, at)) {
      throw expected("a value");
    }
    at += word.length();
    return value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character; at the end it is NUL, which no rule accepts. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean taken(char c) {
    boolean found = peek() == c;
    at += found ? 1 : 0;
    return found;
  }

  private void take(char c, String expected) throws ReportFormatException {
    if (!taken(c)) {
      throw expected(expected);
    }
  }

  private ReportFormatException expected(String what) {
    String found = at >= text.length() ? "the text ends" : "there is " + shown(text.charAt(at));
    return error("expected " + what + ", but " + found);
  }

  private ReportFormatException error(String what) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < at; i++) {
      boolean newLine = text.charAt(i) == '\n';
      line += newLine ? 1 : 0;
      column = newLine ? 1 : column + 1;
    }
    return new ReportFormatException("not JSON: line " + line + ", column " + column + ": " + what);
  }

  private static String shown(char c) {
    return c < ' ' || c > '~' ? String.format("U+%04X", (int) c) : "'" + c + "'";
  }
}
