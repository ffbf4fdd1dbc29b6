package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.Picture;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * All that a picture says is in the report, and is read back: a field that is new in the picture
 * and not in {@link ReportJson} or {@link ReportReader} fails here.
 */
class PictureRoundTripTest {
  /** The report rounds it, and no rule reads it. */
  private static final Set<String> ROUNDED = Set.of("picture.kernel.millis");

  private int distinct;

  @Test
  void eachFieldOfAPictureSurvivesTheReport() throws Exception {
    Picture picture = (Picture) value(Picture.class, Picture.class);

    Picture read = ReportJson.read(ReportJson.write(new Report(picture, List.of()))).picture;

    Map<String, Object> before = fields(picture);
    before.keySet().removeAll(ROUNDED);
    Map<String, Object> after = fields(read);
    after.keySet().removeAll(ROUNDED);
    assertEquals(lines(before), lines(after));
  }

  /** A value unlike all others, and unlike what stands for unknown. */
  private Object value(Class<?> type, Type generic) throws ReflectiveOperationException {
    distinct++;
    if (type == String.class) {
      return "text " + distinct;
    } else if (type == int.class || type == Integer.class) {
      return 1000 + distinct;
    } else if (type == long.class || type == Long.class) {
      return 5_000_000_000L + distinct;
    } else if (type == double.class) {
      return distinct + 0.123;
    } else if (type == boolean.class) {
      return true;
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    } else if (type == List.class) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        list.add(value((Class<?>) argument(generic, 0), argument(generic, 0)));
      }
      return list;
    } else if (type == Map.class) {
      Class<?> key = (Class<?>) argument(generic, 0);
      Class<?> item = (Class<?>) argument(generic, 1);
      Map<Object, Object> map = new LinkedHashMap<>();
      for (Object each : key.isEnum() ? key.getEnumConstants() : new Object[] {"b", "a"}) {
        map.put(each, value(item, item));
      }
      return map;
    }
    return type.getConstructors().length == 0 ? built(type) : constructed(type);
  }

  private Object constructed(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getConstructors()[0];
    Object[] values = new Object[constructor.getParameterCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          value(constructor.getParameterTypes()[i], constructor.getGenericParameterTypes()[i]);
    }
    return constructor.newInstance(values);
  }

  /** By its builder, which has one setter for each field. */
  private Object built(Class<?> type) throws ReflectiveOperationException {
    Object builder = type.getMethod("builder").invoke(null);
    for (Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        Object value = value(field.getType(), field.getGenericType());
        builder.getClass().getMethod(field.getName(), field.getType()).invoke(builder, value);
      }
    }
    return builder.getClass().getMethod("build").invoke(builder);
  }

  private static Type argument(Type generic, int index) {
    return ((ParameterizedType) generic).getActualTypeArguments()[index];
  }

  private static Map<String, Object> fields(Picture picture) throws IllegalAccessException {
    Map<String, Object> fields = new TreeMap<>();
    collect("picture", picture, fields);
    return fields;
  }

  private static void collect(String path, Object value, Map<String, Object> into)
      throws IllegalAccessException {
    if (value instanceof List) {
      int index = 0;
      for (Object item : (List<?>) value) {
        collect(path + "[" + index++ + "]", item, into);
      }
    } else if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        collect(path + "[" + entry.getKey() + "]", entry.getValue(), into);
      }
    } else if (value.getClass().getPackage() == Picture.class.getPackage()) {
      for (Field field : value.getClass().getFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          collect(path + "." + field.getName(), field.get(value), into);
        }
      }
    } else {
      into.put(path, value);
    }
  }

  private static String lines(Map<String, Object> fields) {
    StringBuilder lines = new StringBuilder();
    fields.forEach((path, value) -> lines.append(path).append(" = ").append(value).append('\n'));
    return lines.toString();
  }
}
