package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpCounter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads the counters of /proc/self/net/netstat or /proc/self/net/snmp, which are those of the
 * process's network namespace. The file has a line of names and below it a line of values, both
 * beginning with {@code TcpExt:} or {@code Tcp:}. This reads into a buffer that it keeps: one
 * instance for one thread.
 */
public final class Netstat {
  private final String file;
  private final byte[] label;

  /** Null before the first reading. */
  private byte[] buffer;

  /** Null before {@link #readAll} was called. */
  private Netstat snmp;

  public Netstat() {
    this("/proc/self/net/netstat", "TcpExt: ");
  }

  Netstat(String file, String label) {
    this.file = file;
    this.label = label.getBytes(StandardCharsets.US_ASCII);
  }

  /** The counters of both files, as {@link #read} has those of one. */
  public Map<TcpCounter, Long> readAll() {
    if (snmp == null) {
      snmp = new Netstat("/proc/self/net/snmp", "Tcp: ");
    }
    Map<TcpCounter, Long> all = new EnumMap<TcpCounter, Long>(TcpCounter.class);
    all.putAll(read());
    all.putAll(snmp.read());
    return all;
  }

  /**
   * The counters of one file as they are now. A counter that cannot be read, or that is not a
   * number, has no entry.
   */
  public Map<TcpCounter, Long> read() {
    if (buffer == null) {
      buffer = new byte[32 * 1024];
    }
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
        return at + label.length;
      }
    }
    return -1;
  }

  private boolean startsWithLabel(int at, int length) {
    for (int i = 0; i < label.length; i++) {
      if (at + i >= length || buffer[at + i] != label[i]) {
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
