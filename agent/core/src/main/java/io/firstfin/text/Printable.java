package io.firstfin.text;

/**
 * Makes text safe to print: it can neither steer a terminal nor change the order in which it is
 * shown. Class names and the contents of a saved report come from others.
 */
public final class Printable {
  private static final int REPLACEMENT = '?';

  private Printable() {}

  /**
   * The text on one line, with a question mark for each control character (C0, DEL and C1 of ISO
   * 6429), each invisible format character such as those that turn the direction of text (U+202E),
   * and each separator of lines.
   */
  public static String of(String text) {
    int at = 0;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(each -> printable.appendCodePoint(isSafe(each) ? each : REPLACEMENT));
    return printable.toString();
  }

  private static boolean isPlain(char each) {
    return each >= ' ' && each < 0x7f;
  }

  private static boolean isSafe(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SURROGATE:
        return false;
      default:
        return true;
    }
  }
}
