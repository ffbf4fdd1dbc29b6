package io.firstfin.vocabulary;

/** A word that reports, meters and options show by a label, in lower case. */
public interface Labelled {
  String label();

  /**
   * The word with this label; {@code otherwise} when none of {@code all} has it, for example
   * because a later version wrote it.
   */
  static <T extends Labelled> T of(String label, T[] all, T otherwise) {
    for (T word : all) {
      if (word.label().equals(label)) {
        return word;
      }
    }
    return otherwise;
  }
}
