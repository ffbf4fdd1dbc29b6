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
 * The fields of a JSON object as they are collected for {@link JsonWriter}, in order. What is
 * unknown is null: {@link JsonObject} reads it back as unknown.
 */
final class JsonFields {
  private final Map<String, Object> fields = new LinkedHashMap<String, Object>();

  /** A text, a flag, a list of texts, or what another of these made. */
  JsonFields put(String key, Object value) {
    fields.put(key, value);
    return this;
  }

  /** A count; below 0 it is unknown. */
  JsonFields count(String key, long count) {
    return put(key, count(count));
  }

  /** A number with one decimal; NaN and infinities are unknown. */
  JsonFields decimal(String key, double number) {
    return put(key, decimal(number));
  }

  JsonFields label(String key, Labelled word) {
    return put(key, word.label());
  }

  /** A UTC time, with milliseconds where it has any. */
  JsonFields time(String key, long millis) {
    return put(key, time(millis));
  }

  <T> JsonFields list(String key, List<T> items, Function<T, Object> writer) {
    return put(key, list(items, writer));
  }

  /** A number for each word, under its label. */
  JsonFields byLabel(String key, Map<? extends Labelled, ? extends Number> numbers) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    for (Map.Entry<? extends Labelled, ? extends Number> entry : numbers.entrySet()) {
      json.put(entry.getKey().label(), entry.getValue());
    }
    return put(key, json);
  }

  /** What {@link JsonWriter} takes. */
  Map<String, Object> object() {
    return fields;
  }

  static <T> List<Object> list(List<T> items, Function<T, Object> writer) {
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
