package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpCounter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads the counters of /proc/self/net/netstat, which are those of the process's network namespace.
 * The file has a line of names and below it a line of values, both beginning with {@code TcpExt:}.
 * This reads into a buffer that it keeps: one instance for one thread.
 */
public final class Netstat {
  private static final byte[] LABEL = {'T', 'c', 'p', 'E', 'x', 't', ':', ' '};

  private final String file;
  private final byte[] buffer = new byte[32 * 1024];

  public Netstat() {
    this("/proc/self/net/netstat");
  }

  Netstat(String file) {
    this.file = file;
  }

  /**
   * The counters as they are now. A counter that cannot be read, or that is not a number, has no
   * entry.
   */
  public Map<TcpCounter, Long> read() {
    int length = ProcText.read(file, buffer);
    int names = labelled(0, length);
    int values = names < 0 ? -1 : labelled(endOfLine(names, length) + 1, length);
    return values < 0 ? Collections.<TcpCounter, Long>emptyMap() : pairs(names, values, length);
  }

  /**
   * The beginning of the text after the label, in the first line from here on that has the label;
   * -1 when there is none.
   */
  private int labelled(int from, int length) {
    for (int at = from; at < length; at = endOfLine(at, length) + 1) {
      if (startsWithLabel(at, length)) {
        return at + LABEL.length;
      }
    }
    return -1;
  }

  private boolean startsWithLabel(int at, int length) {
    for (int i = 0; i < LABEL.length; i++) {
      if (at + i >= length || buffer[at + i] != LABEL[i]) {
        return false;
      }
    }
    return true;
  }

  private Map<TcpCounter, Long> pairs(int names, int values, int length) {
    Map<TcpCounter, Long> counters = new EnumMap<TcpCounter, Long>(TcpCounter.class);
    int name = names;
    int value = values;
    while (name < length && value < length && buffer[name] != '\n' && buffer[value] != '\n') {
      int nameEnd = endOfWord(name, length);
      int valueEnd = endOfWord(value, length);
      TcpCounter counter = TcpCounter.of(buffer, name, nameEnd - name);
      long number = counter == null ? -1 : number(value, valueEnd);
      if (number >= 0) {
        counters.put(counter, number);
      }
      name = next(nameEnd, length);
      value = next(valueEnd, length);
    }
    return counters;
  }

  /** The number in the text; -1 when the text is not a number of 63 bits. */
  private long number(int from, int end) {
    long number = from < end ? 0 : -1;
    for (int at = from; at < end && number >= 0; at++) {
      int digit = buffer[at] - '0';
      boolean fits = digit >= 0 && digit <= 9 && number <= (Long.MAX_VALUE - digit) / 10;
      number = fits ? number * 10 + digit : -1;
    }
    return number;
  }

  private int endOfWord(int from, int length) {
    int at = from;
    while (at < length && buffer[at] != ' ' && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private int endOfLine(int from, int length) {
    int at = from;
    while (at < length && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private int next(int endOfWord, int length) {
    return endOfWord < length && buffer[endOfWord] == ' ' ? endOfWord + 1 : endOfWord;
  }
}
