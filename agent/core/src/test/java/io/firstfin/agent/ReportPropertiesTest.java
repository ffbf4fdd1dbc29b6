package io.firstfin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportPropertiesTest {
  private static final String JMX = "com.sun.management.jmxremote.localConnectorAddress";

  private final Properties own = new Properties();

  @BeforeEach
  void propertiesOfAJvm() {
    own.setProperty("sun.java.command", "shop.jar");
  }

  @Test
  void theReportIsAmongTheNamesThatTheJvmSends() {
    ReportProperties properties = new ReportProperties(own, () -> "{}");

    assertTrue(properties.stringPropertyNames().contains("firstfin.report"));
    assertTrue(properties.stringPropertyNames().contains("sun.java.command"));
    assertEquals("shop.jar", properties.getProperty("sun.java.command"));
  }

  @Test
  void aReportIsMadeAtEachReadAndNeverBefore() {
    AtomicInteger made = new AtomicInteger();
    ReportProperties properties = new ReportProperties(own, () -> "" + made.incrementAndGet());

    properties.stringPropertyNames();
    properties.getProperty("sun.java.command");
    assertEquals(0, made.get());
    assertEquals("ok:1", properties.getProperty("firstfin.report"));
    assertEquals("ok:2", properties.getProperty("firstfin.report"));
  }

  @Test
  void aReportThatCannotBeMadeIsAnErrorWithItsReason() {
    ReportProperties properties =
        new ReportProperties(
            own,
            () -> {
              throw new IllegalStateException("no report within 30 s");
            });

    assertEquals("error:no report within 30 s", properties.getProperty("firstfin.report"));
  }

  @Test
  void anErrorWithoutAMessageIsNamedByItsClass() {
    ReportProperties properties =
        new ReportProperties(
            own,
            () -> {
              throw new StackOverflowError();
            });

    assertEquals("error:java.lang.StackOverflowError", properties.getProperty("firstfin.report"));
  }

  @Test
  void theJvmGetsItsOwnPropertiesBack() {
    Properties given = new ReportProperties(own, () -> "{}").withoutReport();

    assertSame(own, given);
    assertEquals("shop.jar", given.getProperty("sun.java.command"));
    assertNull(given.getProperty("firstfin.report"));
    assertFalse(given.stringPropertyNames().contains("firstfin.report"));
  }

  @Test
  void whatOthersPutInMeanwhileStays() {
    ReportProperties properties = new ReportProperties(own, () -> "{}");
    properties.setProperty(JMX, "service:jmx:rmi://");
    properties.remove("sun.java.command");

    Properties given = properties.withoutReport();

    assertEquals("service:jmx:rmi://", given.getProperty(JMX));
    assertNull(given.getProperty("sun.java.command"));
  }
}
