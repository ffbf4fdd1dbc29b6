package io.firstfin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmArgumentsTest {
  @Test
  void theLastFlagSaysWhetherTheJvmCanBeAttachedTo() {
    assertFalse(JvmArguments.forbidAttach(null));
    assertFalse(JvmArguments.forbidAttach("-Xmx1g"));
    assertTrue(JvmArguments.forbidAttach("-Xmx1g -XX:+DisableAttachMechanism"));
    assertFalse(
        JvmArguments.forbidAttach("-XX:+DisableAttachMechanism -XX:-DisableAttachMechanism"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xcheck:jni", "-XX:+CheckJNICalls"})
  void checksOfNativeCallsAreFoundAmongOtherArguments(String argument) {
    assertEquals(argument, JvmArguments.jniChecks("-Xmx1g " + argument + " -javaagent:a.jar"));
  }

  @Test
  void otherArgumentsAskForNoChecks() {
    assertNull(JvmArguments.jniChecks("-Xmx1g -Dname=-Xcheck:jni -XX:-CheckJNICalls"));
    assertNull(JvmArguments.jniChecks(""));
  }

  @Test
  void whereTheJvmDoesNotTellItsArgumentsThereAreNone() {
    assertNull(JvmArguments.jniChecks(null));
  }
}
