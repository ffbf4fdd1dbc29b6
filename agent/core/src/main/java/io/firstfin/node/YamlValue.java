package io.firstfin.node;

import java.util.ArrayDeque;
import java.util.Deque;

/** One value of a YAML text that consists of nested block mappings, as Spring's settings do. */
final class YamlValue {
  private static final class Level {
    final int indent;
    final String path;

    Level(int indent, String path) {
      this.indent = indent;
      this.path = path;
    }
  }

  private YamlValue() {}

  /** The first scalar at a path of keys, with dots between them; empty when there is none. */
  static String of(String text, String path) {
    Deque<Level> levels = new ArrayDeque<Level>();
    for (String line : text.split("\r?\n")) {
      String content = line.trim();
      int colon = content.indexOf(':');
      if (colon <= 0 || content.startsWith("#")) {
        continue;
      }
      int indent = line.indexOf(content);
      while (!levels.isEmpty() && levels.peek().indent >= indent) {
        levels.pop();
      }
      String key = unquoted(content.substring(0, colon).trim());
      String here = levels.isEmpty() ? key : levels.peek().path + "." + key;
      String value = content.substring(colon + 1).trim();
      if (here.equals(path) && !value.isEmpty()) {
        return unquoted(withoutComment(value));
      }
      levels.push(new Level(indent, here));
    }
    return "";
  }

  /** A number sign begins a comment after white space only. */
  private static String withoutComment(String value) {
    for (int i = 1; i < value.length(); i++) {
      if (value.charAt(i) == '#' && Character.isWhitespace(value.charAt(i - 1))) {
        return value.substring(0, i).trim();
      }
    }
    return value;
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && (text.startsWith("'") || text.startsWith("\""));
    return quoted && text.endsWith(text.substring(0, 1))
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
