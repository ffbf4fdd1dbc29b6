package io.firstfin.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The part of JSON Schema that {@code docs/report.schema.json} uses. It is stricter: a key that the
 * schema does not describe is a flaw, and so is a keyword that this class does not know.
 */
final class JsonSchema {
  private static final Set<String> ANNOTATIONS =
      Set.of("$schema", "$defs", "title", "description", "format", "required", "properties");

  private static final Map<String, Predicate<Object>> TYPES =
      Map.of(
          "object", Map.class::isInstance,
          "array", List.class::isInstance,
          "string", String.class::isInstance,
          "boolean", Boolean.class::isInstance,
          "integer", Long.class::isInstance,
          "number", Number.class::isInstance,
          "null", value -> value == null);

  private final Map<?, ?> root;
  private final List<String> flaws = new ArrayList<>();
  private final Set<String> described = new TreeSet<>();
  private final Set<String> found = new TreeSet<>();

  JsonSchema(Map<?, ?> root) {
    this.root = root;
  }

  /** The flaws of a value, a line each. */
  List<String> flaws(Object value) {
    flaws.clear();
    check(root, value, "$");
    return List.copyOf(flaws);
  }

  /** The keys that the schema describes and that no value has had until now. */
  Set<String> neverFound() {
    Set<String> missing = new TreeSet<>(described);
    missing.removeAll(found);
    return missing;
  }

  private void check(Map<?, ?> schema, Object value, String path) {
    for (Object keyword : schema.keySet()) {
      Object given = schema.get(keyword);
      switch ((String) keyword) {
        case "$ref" -> check(definition((String) given), value, path);
        case "type" -> require(isOf(given, value), path, "is not of type " + given, value);
        case "enum" ->
            require(((List<?>) given).contains(value), path, "is none of " + given, value);
        case "const" -> require(given.equals(value), path, "is not " + given, value);
        case "minimum" ->
            require(
                !(value instanceof Number)
                    || ((Number) value).doubleValue() >= ((Number) given).doubleValue(),
                path,
                "is below " + given,
                value);
        case "items" -> {
          for (Object item : value instanceof List ? (List<?>) value : List.of()) {
            check((Map<?, ?>) given, item, path + "[]");
          }
        }
        case "additionalProperties" -> {}
        default -> require(ANNOTATIONS.contains(keyword), path, "has an unknown keyword", keyword);
      }
    }
    if (value instanceof Map && !schema.containsKey("$ref")) {
      properties(schema, (Map<?, ?>) value, path);
    }
  }

  private void properties(Map<?, ?> schema, Map<?, ?> value, String path) {
    Map<?, ?> properties = orEmpty(schema.get("properties"));
    Object others = schema.get("additionalProperties");
    properties.keySet().forEach(key -> described.add(path + "." + key));
    if (schema.get("required") != null) {
      for (Object key : (List<?>) schema.get("required")) {
        require(value.containsKey(key), path + "." + key, "is missing", value.keySet());
        require(properties.containsKey(key), path + "." + key, "is required, not described", key);
      }
    }
    for (Map.Entry<?, ?> entry : value.entrySet()) {
      String key = path + "." + entry.getKey();
      Object described = properties.get(entry.getKey());
      if (described == null && others == null) {
        flaws.add(key + " is not described");
      } else {
        found.add(key);
        check((Map<?, ?>) (described == null ? others : described), entry.getValue(), key);
      }
    }
  }

  private Map<?, ?> definition(String ref) {
    Object definition = orEmpty(root.get("$defs")).get(ref.replace("#/$defs/", ""));
    if (definition == null) {
      throw new AssertionError("the schema has no " + ref);
    }
    return (Map<?, ?>) definition;
  }

  private static boolean isOf(Object types, Object value) {
    List<?> all = types instanceof List ? (List<?>) types : List.of(types);
    return all.stream().anyMatch(type -> TYPES.get(type).test(value));
  }

  private static Map<?, ?> orEmpty(Object map) {
    return map == null ? Map.of() : (Map<?, ?>) map;
  }

  private void require(boolean holds, String path, String flaw, Object value) {
    if (!holds) {
      flaws.add(path + " " + flaw + ": " + value);
    }
  }
}
