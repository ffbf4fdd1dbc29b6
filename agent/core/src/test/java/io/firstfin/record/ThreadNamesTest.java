package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreadNamesTest {
  private final ThreadNames names = new ThreadNames();

  @Test
  void theThreadsOfAPoolHaveOneName() {
    int number = names.number("lettuce-nioEventLoop-4-1");

    assertEquals("lettuce-nioEventLoop-#-#", names.get(number));
    assertEquals(number, names.number("lettuce-nioEventLoop-12-345"));
    assertNotEquals(number, names.number("lettuce-epollEventLoop-4-1"));
  }

  @Test
  void aThreadWithoutANameHasNoNumber() {
    assertEquals(ThreadNames.NONE, names.number(""));
    assertEquals("", names.get(ThreadNames.NONE));
  }

  @Test
  void theEndOfALongNameAndControlCharactersAreLeftOut() {
    String text = names.get(names.number("a\nb" + "x".repeat(100)));

    assertEquals("a?b" + "x".repeat(45), text);
  }

  @Test
  void namesThatAnApplicationMakesUpAreBounded() {
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int rest = i; rest > 0; rest /= 26) {
        name.append((char) ('a' + rest % 26));
      }
      numbers.add(names.number(name.toString()));
    }
    assertEquals(ThreadNames.MOST + 1, numbers.size(), "and none for the rest");
  }
}
