package io.firstfin.options;

import io.firstfin.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** One source of options: what it contains, in its order, and what is wrong with it. */
final class Source {
  /** A value for an option. */
  static final class Entry {
    final Key<?> key;
    final String value;

    /**
     * Where the user wrote the value, and its name there: {@code environment variable
     * FIRSTFIN_TOP}.
     */
    final String where;

    Entry(Key<?> key, String value, String where) {
      this.key = key;
      this.value = value;
      this.where = where;
    }
  }

  /** Something that was not accepted. */
  static final class Problem {
    /** As {@link Entry#where}. */
    final String where;

    /** What it was, and what is accepted. */
    final String what;

    /** The option for which another source's value is used; null when there is no such option. */
    final Key<?> key;

    Problem(String where, String what, Key<?> key) {
      this.where = where;
      this.what = what;
      this.key = key;
    }
  }

  private static final int SHOWN = 120;

  /** More wrong lines than these help nobody, and each of them takes time. */
  private static final int MOST_PROBLEMS = 100;

  final List<Entry> entries = new ArrayList<Entry>();
  final List<Problem> problems = new ArrayList<Problem>();

  /** Adds a value. A later one for the same option replaces an earlier one and adds a problem. */
  void put(Key<?> key, String value, String where) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).key == key) {
        problem(where, shown(key.name() + "=" + value) + " is given twice; accepted is one", key);
        entries.remove(i);
      }
    }
    entries.add(new Entry(key, value, where));
  }

  void problem(String where, String what, Key<?> key) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(where, what, key));
    }
  }

  /** Reports that there is no such option, and which one the user may have meant. */
  void unknown(String where, String name) {
    if (problems.size() >= MOST_PROBLEMS) {
      return;
    }
    StringBuilder text = new StringBuilder(shown(name)).append(" is no option");
    String nearest = Nearest.to(name);
    if (nearest != null) {
      text.append(", did you mean ").append(nearest).append('?');
    }
    text.append(nearest == null ? "." : "").append(" Accepted are ");
    for (Key<?> key : Keys.all()) {
      text.append(key == Keys.all().get(0) ? "" : ", ").append(key.name());
    }
    problem(where, text.toString(), null);
  }

  /** Makes a text of the user's safe to print on one line. */
  static String shown(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return Printable.of(cut);
  }

  /** Returns the value without the white space around it and the quotes that a comma needs. */
  static String unquoted(String value) {
    String trimmed = value.trim();
    boolean quoted =
        trimmed.length() > 1
            && trimmed.charAt(0) == '\''
            && trimmed.charAt(trimmed.length() - 1) == '\'';
    return quoted ? trimmed.substring(1, trimmed.length() - 1).trim() : trimmed;
  }
}
