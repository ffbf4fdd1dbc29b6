package io.firstfin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test fails if this JVM closes more connections first, by a FIN, than this number: each leaves
 * a socket in TIME_WAIT. On a class it holds for each test of the class; the annotation of a method
 * takes the place of its class's.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FirstFin.class)
public @interface AtMostTimeWait {
  /** How many a test may leave in TIME_WAIT: 0 or more. */
  int value();
}
