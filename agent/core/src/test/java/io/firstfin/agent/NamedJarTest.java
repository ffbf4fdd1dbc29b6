package io.firstfin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NamedJarTest {
  @Test
  void theOptionsFollowThePathWhateverThePathHolds() {
    assertEquals("top=5,log=/a:b", NamedJar.parse("6:/a:b.c:top=5,log=/a:b").options);
    assertEquals("", NamedJar.parse("6:/a.jar:").options);
  }

  @Test
  void anotherJarThanTheOneThatRunsIsRefused() throws Exception {
    NamedJar.parse("6:/a.jar:").check("/./a.jar");
    assertThrows(IllegalStateException.class, () -> NamedJar.parse("6:/b.jar:").check("/a.jar"));
  }
}
