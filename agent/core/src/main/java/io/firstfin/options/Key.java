package io.firstfin.options;

import java.util.Locale;

/** One option: everything that parsing, messages and help need. */
public final class Key<T> {
  private final String name;
  private final String defaultText;
  private final String meaning;
  private final ValueType<T> type;

  Key(String name, String defaultText, ValueType<T> type, String meaning) {
    this.name = name;
    this.defaultText = defaultText;
    this.type = type;
    this.meaning = meaning;
  }

  /** Such as {@code warn.time-wait}. */
  public String name() {
    return name;
  }

  /** The default as a user would write it; empty when there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** The accepted values, for people. */
  public String accepted() {
    return type.accepted();
  }

  /** What the option does, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** Such as {@code FIRSTFIN_WARN_TIME_WAIT}. */
  public String environmentVariable() {
    String upper = name.toUpperCase(Locale.ROOT);
    return Keys.ENVIRONMENT_PREFIX + upper.replace('.', '_').replace('-', '_');
  }

  T defaultValue() {
    return type.parse(defaultText);
  }

  T parse(String text) {
    return type.parse(text);
  }
}
