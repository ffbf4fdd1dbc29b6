package io.firstfin.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.Picture;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Everything in a picture is in the report, and is read back. A new field in the picture that
 * {@link ReportJson} does not write and read fails here.
 */
class PictureRoundTripTest {
  /** Values that the report rounds and that no rule reads. */
  private static final Set<String> ROUNDED = Set.of("picture.kernel.millis");

  @Test
  void eachFieldOfAPictureSurvivesTheReport() throws Exception {
    Picture picture = FullPicture.make();

    Picture read = ReportJson.read(ReportJson.write(new Report(picture, List.of()))).picture;

    Map<String, Object> before = fields(picture);
    before.keySet().removeAll(ROUNDED);
    Map<String, Object> after = fields(read);
    after.keySet().removeAll(ROUNDED);
    assertEquals(lines(before), lines(after));
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
