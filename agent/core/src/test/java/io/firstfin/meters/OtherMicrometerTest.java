package io.firstfin.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.report.Report;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The binders, defined a second time against a Micrometer that is not the agent's. */
class OtherMicrometerTest {
  @Test
  void theSameClassesBindToTheOldestMicrometer() throws Exception {
    URL[] sources = {
      new File(System.getProperty("firstfin.oldest.micrometer")).toURI().toURL(),
      new File(System.getProperty("firstfin.classes")).toURI().toURL()
    };
    try (URLClassLoader application = new ApplicationLoader(sources)) {
      Class<?> registryType = application.loadClass("io.micrometer.core.instrument.MeterRegistry");
      Object registry =
          application
              .loadClass("io.micrometer.core.instrument.simple.SimpleMeterRegistry")
              .getConstructor()
              .newInstance();
      Class<?> type = application.loadClass("io.firstfin.meters.Meters");
      assertNotSame(Meters.class, type);
      Object meters = type.getConstructor().newInstance();
      type.getMethod("bindTo", registryType).invoke(meters, registry);
      show(meters);

      List<?> registered = (List<?>) registryType.getMethod("getMeters").invoke(registry);
      assertTrue(registered.size() > 10, registered::toString);
      ((AutoCloseable) meters).close();
      assertEquals(List.of(), registryType.getMethod("getMeters").invoke(registry));
    }
  }

  @SuppressWarnings("unchecked")
  private static void show(Object meters) {
    ((Consumer<Report>) meters)
        .accept(
            new ReportBuilder()
                .closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 7)
                .lived(Role.CLIENT, Initiator.LOCAL, 7, 1)
                .finding("close-per-request", "10.0.0.5:6379")
                .check("sockstat", 1, 1)
                .timeWait(7, 0)
                .build());
  }

  /** It defines Micrometer and the binders itself; the values of a report come from the core. */
  private static final class ApplicationLoader extends URLClassLoader {
    ApplicationLoader(URL[] sources) {
      super(sources, OtherMicrometerTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.micrometer.") && !name.startsWith("io.firstfin.meters.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
