package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** JDK 17 does so where both containers share the process namespace. */
  @Test
  void aJavaThatLooksInItsOwnTemporaryDirectoryIsTooOld(@TempDir File theirs) {
    AttachNotSupportedException error =
        new AttachNotSupportedException(
            "Unable to open socket file /tmp/.java_pid1: target process 1 doesn't respond");

    assertEquals(
        "process 1 is in another container, and this Java looks for it in a temporary directory that"
            + " the two do not share: run this command with the java of JDK 25 or later, or in that"
            + " container",
        AttachErrors.explain("1", error, theirs));
  }

  @Test
  void aJvmOfThisContainerThatDoesNotAnswerHangs() {
    AttachNotSupportedException error =
        new AttachNotSupportedException("Unable to open socket file /tmp/.java_pid1: no answer");

    for (File theirs : List.of(new File("/tmp"), new File("/proc/nobody/root/tmp"))) {
      String text = AttachErrors.explain("1", error, theirs);
      assertTrue(text.startsWith("process 1 does not answer: it hangs, is no JVM, or "), text);
    }
  }

  @Test
  void aJvmOfAnotherContainerWhoseDirectoryWasLookedIntoHangs(@TempDir File theirs) {
    AttachNotSupportedException error =
        new AttachNotSupportedException("Unable to open socket file /proc/1/root/tmp/.java_pid1");

    String text = AttachErrors.explain("1", error, theirs);
    assertTrue(text.startsWith("process 1 does not answer: "), text);
  }

  @Test
  void aConversationThatBrokeOffIsAFailure() {
    assertFalse(AttachErrors.isUnreadableAnswer(new IOException("Premature EOF")));
  }
}
