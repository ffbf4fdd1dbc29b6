package io.firstfin.demo;

import java.util.Locale;

/** The two forms of every scenario. */
enum Form {
  /** The mistake, as it is found in real services. */
  BROKEN,
  /** The same work, done right. */
  CURED;

  /** The name in lower case, as on the command line without its dashes. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming {@code label} when it is neither form
   */
  static Form of(String label) {
    for (Form form : values()) {
      if (form.label().equals(label)) {
        return form;
      }
    }
    throw new IllegalArgumentException("form '" + label + "': accepted are broken, cured");
  }
}
