package io.firstfin.report;

import io.firstfin.vocabulary.Labelled;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Collects the fields of a JSON object for {@link JsonWriter}, in order. A value that is unknown
 * becomes null, which {@link JsonObject} reads as unknown.
 */
public final class JsonFields {
  private final Map<String, Object> fields = new LinkedHashMap<String, Object>();

  /** Adds a text, a flag, a list of texts, or the {@link #object()} of another instance. */
  public JsonFields put(String key, Object value) {
    fields.put(key, value);
    return this;
  }

  /** Adds a count; a negative one is unknown. */
  public JsonFields count(String key, long count) {
    return put(key, count(count));
  }

  /** Adds a number with one decimal; NaN and infinities are unknown. */
  JsonFields decimal(String key, double number) {
    return put(key, decimal(number));
  }

  public JsonFields label(String key, Labelled word) {
    return put(key, word.label());
  }

  /** Adds a UTC time, with milliseconds unless they are zero. */
  JsonFields time(String key, long millis) {
    return put(key, time(millis));
  }

  /** Adds an array with what {@code writer} makes of each item. */
  public <T> JsonFields list(String key, List<T> items, Function<T, Object> writer) {
    return put(key, list(items, writer));
  }

  /** Adds an object with a number for each word, under the word's label. */
  public JsonFields byLabel(String key, Map<? extends Labelled, ? extends Number> numbers) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    for (Map.Entry<? extends Labelled, ? extends Number> entry : numbers.entrySet()) {
      json.put(entry.getKey().label(), entry.getValue());
    }
    return put(key, json);
  }

  /** The object, in the form that {@link JsonWriter} takes. */
  public Map<String, Object> object() {
    return fields;
  }

  /** What {@code writer} makes of each item. */
  public static <T> List<Object> list(List<T> items, Function<T, Object> writer) {
    List<Object> list = new ArrayList<Object>();
    for (T item : items) {
      list.add(writer.apply(item));
    }
    return list;
  }

  static Long count(long count) {
    return count < 0 ? null : count;
  }

  static BigDecimal decimal(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return null;
    }
    return BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP);
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
