package io.firstfin.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a test may leave, by its annotations, those of its classes, and the configuration. */
final class Limits {
  /** In {@code junit-platform.properties}, for all tests: true or false. */
  static final String NO_LEAKS = "firstfin.no-leaked-connections";

  /** In {@code junit-platform.properties}, for all tests: a number. */
  static final String TIME_WAIT = "firstfin.at-most-time-wait";

  private static final long ANY = Long.MAX_VALUE;

  final boolean noLeaks;

  /** {@link #ANY} when there is no limit. */
  final long timeWait;

  Limits(boolean noLeaks, long timeWait) {
    this.noLeaks = noLeaks;
    this.timeWait = timeWait;
  }

  /**
   * @throws IllegalArgumentException when a number is not understood
   */
  static Limits of(ExtensionContext test) {
    AtMostTimeWait most = annotation(test, AtMostTimeWait.class);
    boolean leaks =
        annotation(test, NoLeakedConnections.class) != null
            || test.getConfigurationParameter(NO_LEAKS).map(Boolean::valueOf).orElse(false);
    return new Limits(
        leaks,
        most != null
            ? atLeastZero("@AtMostTimeWait", Integer.toString(most.value()))
            : test.getConfigurationParameter(TIME_WAIT)
                .map(value -> atLeastZero(TIME_WAIT, value))
                .orElse(ANY));
  }

  boolean isSet() {
    return noLeaks || timeWait != ANY;
  }

  private static long atLeastZero(String what, String value) {
    if (!value.trim().matches("\\d{1,9}")) {
      throw new IllegalArgumentException(what + " needs a number from 0 on, not " + value);
    }
    return Long.parseLong(value.trim());
  }

  /** The method's, else that of the innermost class that has one; null when there is none. */
  private static <A extends Annotation> A annotation(ExtensionContext test, Class<A> type) {
    Optional<Method> method = test.getTestMethod();
    Optional<A> found = AnnotationSupport.findAnnotation(method, type);
    for (Class<?> at = test.getRequiredTestClass();
        !found.isPresent() && at != null;
        at = at.getEnclosingClass()) {
      found = AnnotationSupport.findAnnotation(at, type);
    }
    return found.orElse(null);
  }
}
