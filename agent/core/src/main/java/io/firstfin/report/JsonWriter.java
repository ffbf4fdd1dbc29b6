package io.firstfin.report;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/**
 * Writes maps, collections, text, numbers, booleans, null and {@link JsonText} as JSON (RFC 8259).
 * Writes ASCII only, so that no terminal, pipe or locale can damage it.
 */
public final class JsonWriter {
  /** Containers that are nested deeper are written on one line, which keeps a report readable. */
  private static final int BROKEN_LEVELS = 2;

  private final StringBuilder out = new StringBuilder();
  private final int brokenLevels;

  private JsonWriter(int brokenLevels) {
    this.brokenLevels = brokenLevels;
  }

  static String write(Object value) {
    return write(value, BROKEN_LEVELS);
  }

  /**
   * The value as JSON.
   *
   * @param brokenLevels how many levels of containers have a line for each item
   */
  public static String write(Object value, int brokenLevels) {
    JsonWriter writer = new JsonWriter(brokenLevels);
    writer.value(value, 0);
    return writer.out.toString();
  }

  /** The value on one line. */
  static String line(Object value) {
    return write(value, 0);
  }

  private void value(Object value, int level) {
    if (value instanceof Map) {
      object((Map<?, ?>) value, level);
    } else if (value instanceof Collection) {
      array((Collection<?>) value, level);
    } else if (value instanceof Number) {
      number((Number) value);
    } else if (value == null || value instanceof Boolean || value instanceof JsonText) {
      out.append(value);
    } else {
      string(value.toString());
    }
  }

  private void object(Map<?, ?> map, int level) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      separate(first, level);
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), level + 1);
      first = false;
    }
    end(first, level, '}');
  }

  private void array(Collection<?> items, int level) {
    out.append('[');
    boolean first = true;
    for (Object item : items) {
      separate(first, level);
      value(item, level + 1);
      first = false;
    }
    end(first, level, ']');
  }

  private void separate(boolean first, int level) {
    if (level < brokenLevels) {
      out.append(first ? "\n" : ",\n");
      indent(level + 1);
    } else {
      out.append(first ? "" : ", ");
    }
  }

  private void end(boolean empty, int level, char bracket) {
    if (!empty && level < brokenLevels) {
      out.append('\n');
      indent(level);
    }
    out.append(bracket);
  }

  private void indent(int level) {
    for (int i = 0; i < level; i++) {
      out.append("  ");
    }
  }

  private void number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
      out.append(finite ? BigDecimal.valueOf(value).toPlainString() : "null");
    } else if (number instanceof BigDecimal) {
      out.append(((BigDecimal) number).toPlainString());
    } else {
      out.append(number);
    }
  }

  private void string(String text) {
    out.append('"');
    escape(text, out);
    out.append('"');
  }

  /** Appends what stands between the quotes of a text. */
  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || c > '~') {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >> shift & 15, 16));
        }
      } else {
        out.append(c);
      }
    }
  }
}
