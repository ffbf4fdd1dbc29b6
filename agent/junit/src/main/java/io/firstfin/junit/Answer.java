package io.firstfin.junit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A map of the agent's answer, with typed access. An agent of another version may lack a key. */
final class Answer {
  private final Map<?, ?> map;

  Answer(Map<?, ?> map) {
    this.map = map;
  }

  /** The number, or -1 when it is not known. */
  long count(String key) {
    Object value = map.get(key);
    return value instanceof Long ? (Long) value : -1;
  }

  String text(String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
  }

  boolean flag(String key) {
    return Boolean.TRUE.equals(map.get(key));
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<String>();
    for (Object text : list(key)) {
      texts.add(text.toString());
    }
    return Collections.unmodifiableList(texts);
  }

  List<Answer> answers(String key) {
    List<Answer> answers = new ArrayList<Answer>();
    for (Object answer : list(key)) {
      answers.add(new Answer((Map<?, ?>) answer));
    }
    return answers;
  }

  private List<?> list(String key) {
    Object value = map.get(key);
    return value instanceof List ? (List<?>) value : Collections.emptyList();
  }
}
