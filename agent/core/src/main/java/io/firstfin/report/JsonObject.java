package io.firstfin.report;

import io.firstfin.vocabulary.Labelled;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object with typed access. A key that is missing or null has an unknown value: -1, NaN, an
 * empty text or an empty list, as in the picture. A value of a wrong type is an error that names
 * the value's path.
 */
final class JsonObject {
  /** Makes a value from an object. */
  interface Reader<T> {
    T read(JsonObject json) throws ReportFormatException;
  }

  private final String path;
  private final Map<?, ?> map;

  private JsonObject(String path, Object value) throws ReportFormatException {
    this.path = path;
    if (!(value instanceof Map)) {
      throw wrong(path.isEmpty() ? "the text" : path, "an object", value);
    }
    map = (Map<?, ?>) value;
  }

  static JsonObject root(Object value) throws ReportFormatException {
    return new JsonObject("", value);
  }

  /** A whole number, or -1. */
  long integer(String key) throws ReportFormatException {
    Object value = map.get(key);
    if (value != null && !(value instanceof Long)) {
      throw wrong(path(key), "a whole number", value);
    }
    return value == null ? -1 : (Long) value;
  }

  /** A whole number of 32 bits, or -1. */
  int smallInteger(String key) throws ReportFormatException {
    long value = integer(key);
    if (value != (int) value) {
      throw wrong(path(key), "a whole number of 32 bits", value);
    }
    return (int) value;
  }

  /** A number, or NaN. */
  double decimal(String key) throws ReportFormatException {
    Object value = map.get(key);
    if (value != null && !(value instanceof Number)) {
      throw wrong(path(key), "a number", value);
    }
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  /** A text, or an empty one. */
  String string(String key) throws ReportFormatException {
    return string(path(key), map.get(key));
  }

  boolean flag(String key) throws ReportFormatException {
    Object value = map.get(key);
    if (value != null && !(value instanceof Boolean)) {
      throw wrong(path(key), "true or false", value);
    }
    return value != null && (Boolean) value;
  }

  /** An object, or an empty one. */
  JsonObject object(String key) throws ReportFormatException {
    Object value = map.get(key);
    return new JsonObject(path(key), value == null ? Collections.emptyMap() : value);
  }

  /** A value made from each object of an array; an empty list when the array is missing. */
  <T> List<T> list(String key, Reader<T> reader) throws ReportFormatException {
    List<T> values = new ArrayList<T>();
    for (Object item : list(key)) {
      values.add(reader.read(new JsonObject(path(key) + "[" + values.size() + "]", item)));
    }
    return values;
  }

  /** The word whose label is the text, or {@code otherwise}. */
  <T extends Labelled> T label(String key, T[] all, T otherwise) throws ReportFormatException {
    return Labelled.of(string(key), all, otherwise);
  }

  /** The number of each word, under the word's label; a word without a number has no entry. */
  <K extends Enum<K> & Labelled> Map<K, Long> byLabel(String key, K[] all)
      throws ReportFormatException {
    JsonObject given = object(key);
    Map<K, Long> numbers = new LinkedHashMap<K, Long>();
    for (K word : all) {
      long number = given.integer(word.label());
      if (number >= 0) {
        numbers.put(word, number);
      }
    }
    return numbers;
  }

  /** As {@link #byLabel}, with numbers of 32 bits. */
  <K extends Enum<K> & Labelled> Map<K, Integer> smallByLabel(String key, K[] all)
      throws ReportFormatException {
    Map<K, Integer> numbers = new LinkedHashMap<K, Integer>();
    for (K word : byLabel(key, all).keySet()) {
      numbers.put(word, object(key).smallInteger(word.label()));
    }
    return numbers;
  }

  /** A UTC time, in milliseconds since the epoch. */
  long time(String key) throws ReportFormatException {
    try {
      return Instant.parse(string(key)).toEpochMilli();
    } catch (DateTimeException e) {
      throw new ReportFormatException("not a report: " + path(key) + " should be a UTC time");
    } catch (ArithmeticException e) {
      throw new ReportFormatException("not a report: " + path(key) + " is out of range");
    }
  }

  List<String> strings(String key) throws ReportFormatException {
    List<String> strings = new ArrayList<String>();
    for (Object item : list(key)) {
      strings.add(string(path(key) + "[" + strings.size() + "]", item));
    }
    return strings;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<String>();
    for (Object key : map.keySet()) {
      keys.add((String) key);
    }
    return keys;
  }

  /** The value as it was read, or null. */
  Object raw(String key) {
    return map.get(key);
  }

  private List<?> list(String key) throws ReportFormatException {
    Object value = map.get(key);
    if (value != null && !(value instanceof List)) {
      throw wrong(path(key), "an array", value);
    }
    return value == null ? Collections.emptyList() : (List<?>) value;
  }

  private static String string(String path, Object value) throws ReportFormatException {
    if (value != null && !(value instanceof String)) {
      throw wrong(path, "a text", value);
    }
    return value == null ? "" : (String) value;
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static ReportFormatException wrong(String path, String expected, Object found) {
    String kind =
        found instanceof Map
            ? "an object"
            : found instanceof List ? "an array" : JsonWriter.write(found);
    return new ReportFormatException(
        "not a report: " + path + " should be " + expected + ", but is " + kind);
  }
}
