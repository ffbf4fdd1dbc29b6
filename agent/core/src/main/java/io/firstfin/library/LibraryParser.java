package io.firstfin.library;

import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads libraries from text. Its lines are {@code key = value}, and every key may be repeated. A
 * {@code name} begins the next library; a line that begins with a space continues the line before;
 * {@code #} begins a comment. Each wrong line becomes a problem, and the other lines are used.
 */
final class LibraryParser {
  private static final String REMEDY = "remedy.";
  private static final List<String> KEYS =
      Arrays.asList(
          "name",
          "kind",
          "delegates",
          "package",
          "thread",
          "client-ends",
          "pool-emptied",
          "pool-closes",
          "pool-opens",
          "connection-ends",
          "call-given-up");

  private static final int SHOWN = 80;

  private final List<Library> libraries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private Library.Builder current;

  /** The number of the line that is being collected; 0 when there is none. */
  private int number;

  private final StringBuilder line = new StringBuilder();

  private LibraryParser() {}

  /**
   * The libraries of a text.
   *
   * @param problems gets one entry for each line that is not accepted: its number, what it says,
   *     and what is accepted
   */
  static List<Library> parse(String text, List<String> problems) {
    LibraryParser parser = new LibraryParser();
    int at = 0;
    for (int number = 1; at < text.length(); number++) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      parser.take(number, text.substring(at, end));
      at = end + 1;
    }
    parser.finishLine();
    parser.finishLibrary();
    problems.addAll(parser.problems);
    return parser.libraries;
  }

  private void take(int lineNumber, String text) {
    String trimmed = text.trim();
    boolean continues = !trimmed.isEmpty() && text.charAt(0) <= ' ' && !beginsWithKey(trimmed);
    if (continues && number > 0 && trimmed.charAt(0) != '#') {
      line.append(' ').append(trimmed);
      return;
    }
    finishLine();
    if (!trimmed.isEmpty() && trimmed.charAt(0) != '#') {
      number = lineNumber;
      line.append(trimmed);
    }
  }

  /** Whether an indented line begins with a key: lines under a name may be indented. */
  private static boolean beginsWithKey(String text) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? "" : text.substring(0, equals).trim();
    return KEYS.contains(key) || key.startsWith(REMEDY);
  }

  private void finishLine() {
    if (number > 0) {
      String text = line.toString();
      int equals = text.indexOf('=');
      String key = equals < 0 ? "" : text.substring(0, equals).trim();
      String value = equals < 0 ? "" : text.substring(equals + 1).trim();
      if (key.isEmpty() || value.isEmpty()) {
        refuse(text, "key = value");
      } else {
        set(key, value);
      }
    }
    number = 0;
    line.setLength(0);
  }

  private void set(String key, String value) {
    if (key.equals("name")) {
      finishLibrary();
      current = new Library.Builder(value);
    } else if (current == null) {
      refuse(key, "name, which begins each library");
    } else if (key.equals("package")) {
      setPackage(value);
    } else if (key.equals("delegates")) {
      current.delegates.add(value);
    } else if (key.equals("thread")) {
      current.threads.add(value);
    } else if (key.equals("kind")) {
      setOwner(value);
    } else if (key.startsWith(REMEDY)) {
      setRemedy(key.substring(REMEDY.length()), value);
    } else {
      setMethod(key, value);
    }
  }

  private void setPackage(String value) {
    if (isName(value, true)) {
      current.packages.add(value);
    } else {
      refuse(value, "the beginning of class names, such as com.acme.pool.");
    }
  }

  private void setOwner(String value) {
    for (Owner owner : Owner.values()) {
      if (owner.label().equals(value)) {
        current.owner = owner;
        return;
      }
    }
    refuse(value, "library, toolkit, jdk, platform and application");
  }

  private void setRemedy(String id, String sentence) {
    FindingId finding = FindingId.of(id);
    if (finding == null) {
      refuse(REMEDY + id, "the id of a finding, such as remedy.close-per-request");
    } else {
      current.remedy(finding, sentence);
    }
  }

  private void setMethod(String key, String value) {
    for (StackKind kind : StackKind.values()) {
      if (kind.label().equals(key)) {
        if (isName(value, false) && value.indexOf('.') > 0) {
          current.method(kind, value);
        } else {
          refuse(value, "a method, such as com.acme.pool.Pool.evict");
        }
        return;
      }
    }
    refuse(key, String.join(", ", KEYS) + " and " + REMEDY + "FINDING");
  }

  /**
   * Whether the text consists of identifiers with dots between them; a prefix may end with a dot.
   */
  private static boolean isName(String text, boolean prefix) {
    boolean begins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && !begins) {
        begins = true;
      } else if (isLetter(c)
          || (begins ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c))) {
        begins = false;
      } else {
        return false;
      }
    }
    return !begins || prefix && !text.isEmpty();
  }

  /** Of most characters this is known without a look at the JDK's tables. */
  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private void finishLibrary() {
    if (current != null) {
      libraries.add(current.build());
    }
    current = null;
  }

  private void refuse(String value, String accepted) {
    String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
    problems.add("line " + number + ": " + shown + " is not accepted, accepted is " + accepted);
  }
}
