package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AgentLoadException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AttachErrorsTest {
  @Test
  void whatJava8AnswersIsNoFailureToItsSuccessors() {
    assertTrue(
        AttachErrors.isUnreadableAnswer(new AgentLoadException("Failed to load agent library: 0")));
  }

  @Test
  void whatTheSuccessorsAnswerIsNoFailureToJava8() {
    assertTrue(
        AttachErrors.isUnreadableAnswer(new IOException("Non-numeric value found - int expected")));
  }

  @Test
  void aLibraryThatIsMissingIsAFailure() {
    assertFalse(
        AttachErrors.isUnreadableAnswer(
            new AgentLoadException("Failed to load agent library: 100")));
  }

  @Test
  void aConversationThatBrokeOffIsAFailure() {
    assertFalse(AttachErrors.isUnreadableAnswer(new IOException("Premature EOF")));
  }
}
