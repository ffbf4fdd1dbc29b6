package io.firstfin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test fails if it leaves a connection open that it has opened, if it does not close an
 * accepted connection after the client has closed it, or if the garbage collector had to close one.
 * What {@code @BeforeEach} methods do belongs to the test, and what {@code @AfterEach} methods
 * close is closed. On a class it holds for each test of the class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FirstFin.class)
public @interface NoLeakedConnections {}
