package io.firstfin.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttachCommandTest {
  @Test
  void theOptionsSuitATest() {
    assertEquals(
        List.of(
            "stack.budget=all", "stack.depth=32", "top=1000", "log=off", "jfr=off", "registry=off"),
        AttachCommand.options(Map.of(), Map.of()));
  }

  @Test
  void whatTheUserHasSetIsLeftOut() {
    assertEquals(
        List.of("stack.budget=all", "top=1000", "jfr=off", "registry=off"),
        AttachCommand.options(
            Map.of("firstfin.log", "stderr"), Map.of("FIRSTFIN_STACK_DEPTH", "8")));
  }
}
