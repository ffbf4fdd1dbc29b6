package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AgentCommandTest {
  @Test
  void warningIsFoundHoweverTheJsonIsSpaced() {
    assertTrue(AgentCommand.hasWarning("{\"findings\":[{\"severity\":\"warning\"}]}"));
    assertTrue(AgentCommand.hasWarning("{ \"severity\" : \"warning\" }"));
  }

  @Test
  void infoIsNoWarning() {
    assertFalse(AgentCommand.hasWarning("{\"severity\":\"info\",\"summary\":\"warning\"}"));
  }
}
