package io.firstfin.quiet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.NetworkNamespace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short form of {@code integration-tests/quiet/run}. */
class QuietHourIT {
  @Test
  void servicesInOrderAreNotWarnedOf() throws Exception {
    NetworkNamespace.assume();

    int status = QuietHour.run(List.of("--seconds", "40"));
    assertEquals(0, status, "the run's own lines say why");
  }
}
