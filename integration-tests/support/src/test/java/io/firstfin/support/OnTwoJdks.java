package io.firstfin.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test whose one parameter is the oldest {@link Jdk} and the newest: for tests that take long,
 * and depend on no JDK between the two.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@MethodSource("io.firstfin.support.Jdk#oldestAndNewest")
public @interface OnTwoJdks {}
