package io.firstfin.report;

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

/** A picture in which every field is known and every list has two entries. */
final class FullPicture {
  private int distinct;

  private FullPicture() {}

  static Picture make() throws ReflectiveOperationException {
    return (Picture) new FullPicture().value(Picture.class, Picture.class);
  }

  /** A value that differs from all others, and from the value that means unknown. */
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

  /** Built by the type's builder, which has one setter for each field. */
  private Object built(Class<?> type) throws ReflectiveOperationException {
    Object builder = type.getMethod("builder").invoke(null);
    for (Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        // With a top of 1, each list that top limits has a second entry.
        boolean top = field.getName().equals("top");
        Object value = top ? (Object) 1 : value(field.getType(), field.getGenericType());
        builder.getClass().getMethod(field.getName(), field.getType()).invoke(builder, value);
      }
    }
    return builder.getClass().getMethod("build").invoke(builder);
  }

  private static Type argument(Type generic, int index) {
    return ((ParameterizedType) generic).getActualTypeArguments()[index];
  }
}
