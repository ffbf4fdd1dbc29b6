package io.firstfin.otlp;

import io.firstfin.log.AgentLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Environment variables, read as OpenTelemetry's specification says: an empty one is not set, and
 * one that cannot be read is logged and has no effect. A list loses only the entry that cannot be
 * read. One thread.
 */
final class OtelVariables {
  /** The name of a header, as in RFC 9110. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final Map<String, String> environment;
  private final AgentLog log;

  OtelVariables(Map<String, String> environment, AgentLog log) {
    this.environment = environment;
    this.log = log;
  }

  /** The value, or null when it is not set. */
  String text(String name) {
    String text = environment.getOrDefault(name, "").trim();
    return text.isEmpty() ? null : text;
  }

  /** The first of the names that is set, or the last one when none is. */
  String firstSet(String... names) {
    for (String name : names) {
      if (text(name) != null) {
        return name;
      }
    }
    return names[names.length - 1];
  }

  /** A number of milliseconds above 0. */
  long millis(String name, long unlessSet) {
    String text = text(name);
    if (text == null) {
      return unlessSet;
    }
    try {
      long millis = Long.parseLong(text);
      if (millis > 0) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // Logged below, like any other value that is no time.
    }
    refuse(name, "is not a number of milliseconds above 0");
    return unlessSet;
  }

  /** {@code key=value,key=value} in percent encoding; the last entry of a key is used. */
  Map<String, String> attributes(String name) {
    Map<String, String> attributes = new LinkedHashMap<String, String>();
    for (String entry : entries(name)) {
      try {
        int equals = equalsSign(entry);
        attributes.put(
            PercentEncoding.decode(entry.substring(0, equals).trim()),
            PercentEncoding.decode(entry.substring(equals + 1).trim()));
      } catch (IllegalArgumentException e) {
        String problem = " is " + e.getMessage() + "; the other entries hold";
        log(name + ": \"" + entry + '"' + problem, name + ": an entry" + problem);
      }
    }
    return attributes;
  }

  /**
   * The same for the names of headers, which are equal in any case. Values may be secret, so that
   * none is logged.
   */
  Map<String, String> headers(String name) {
    Map<String, String> headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    int number = 0;
    for (String entry : entries(name)) {
      number++;
      String shown = "entry " + number;
      try {
        int equals = equalsSign(entry);
        String key = entry.substring(0, equals).trim();
        if (!TOKEN.matcher(key).matches()) {
          throw new IllegalArgumentException("not the name of a header and a value");
        }
        shown += " (" + key + ")";
        String value = PercentEncoding.decode(entry.substring(equals + 1).trim());
        if (CONTROL.matcher(value).find()) {
          throw new IllegalArgumentException("not one line of text");
        }
        headers.put(key, value);
      } catch (IllegalArgumentException e) {
        String problem = " is " + e.getMessage() + "; the other entries hold";
        log(name + ": " + shown + problem, name + ": an entry" + problem);
      }
    }
    return headers;
  }

  /** Logs that the value has no effect; {@code why} is the rest of the sentence. */
  void refuse(String name, String why) {
    log(name + '=' + text(name) + ' ' + why, name + ' ' + why);
  }

  private void log(String line, String reported) {
    log.warnOnce("otlp " + line, "otlp: " + line, "otlp: " + reported);
  }

  private List<String> entries(String name) {
    List<String> entries = new ArrayList<String>();
    String text = text(name);
    for (String entry : text == null ? new String[0] : text.split(",")) {
      if (!entry.trim().isEmpty()) {
        entries.add(entry.trim());
      }
    }
    return entries;
  }

  private static int equalsSign(String entry) {
    int equals = entry.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("not key=value");
    }
    return equals;
  }
}
