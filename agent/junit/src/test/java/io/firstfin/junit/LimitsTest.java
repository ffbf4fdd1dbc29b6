package io.firstfin.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

class LimitsTest {
  @Test
  void aMethodsLimitTakesThePlaceOfItsClasss() throws Exception {
    assertEquals(3, limits(OfClass.class, "classes", Map.of()).timeWait);
    assertEquals(0, limits(OfClass.class, "own", Map.of()).timeWait);
  }

  @Test
  void anAnnotationOfTheMethodHoldsForItAlone() throws Exception {
    assertTrue(limits(OfClass.class, "own", Map.of()).noLeaks);
    assertFalse(limits(OfClass.class, "classes", Map.of()).noLeaks);
  }

  @Test
  void aClassInsideOrBelowHasTheLimitsOfItsClass() throws Exception {
    assertEquals(3, limits(OfClass.Inside.class, "nested", Map.of()).timeWait);
    assertEquals(3, limits(Below.class, "classes", Map.of()).timeWait);
  }

  @Test
  void theConfigurationHoldsWhereThereIsNoAnnotation() throws Exception {
    Map<String, String> configured = Map.of(Limits.NO_LEAKS, "true", Limits.TIME_WAIT, "7");

    assertTrue(limits(Plain.class, "plain", configured).noLeaks);
    assertEquals(7, limits(Plain.class, "plain", configured).timeWait);
    assertEquals(3, limits(OfClass.class, "classes", configured).timeWait);
  }

  @Test
  void withoutEitherThereIsNoLimit() throws Exception {
    assertFalse(limits(Plain.class, "plain", Map.of()).isSet());
  }

  @Test
  void aWrongNumberIsNamed() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> limits(Plain.class, "plain", Map.of(Limits.TIME_WAIT, "few")));

    assertEquals(
        "firstfin.at-most-time-wait needs a number from 0 on, not few", wrong.getMessage());
  }

  /** The limits of a test of this class. */
  private static Limits limits(Class<?> type, String name, Map<String, String> configuration)
      throws Exception {
    Method method = method(type, name);
    ExtensionContext context =
        (ExtensionContext)
            Proxy.newProxyInstance(
                LimitsTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, called, arguments) -> {
                  switch (called.getName()) {
                    case "getTestMethod":
                      return Optional.of(method);
                    case "getRequiredTestClass":
                      return type;
                    case "getConfigurationParameter":
                      return Optional.ofNullable(configuration.get(arguments[0]));
                    default:
                      throw new UnsupportedOperationException(called.getName());
                  }
                });
    return Limits.of(context);
  }

  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    Class<?> owner = type == Below.class ? OfClass.class : type;
    return owner.getDeclaredMethod(name);
  }

  @AtMostTimeWait(3)
  private static class OfClass {
    void classes() {}

    @NoLeakedConnections
    @AtMostTimeWait(0)
    void own() {}

    private static final class Inside {
      void nested() {}
    }
  }

  private static final class Below extends OfClass {}

  private static final class Plain {
    void plain() {}
  }
}
