package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LibcTest {
  @Test
  void loadingLeavesTheApplicationsPropertiesAsTheyWere() throws KernelException {
    String before = System.getProperty("jna.platform.library.path");

    Libc.load();

    assertTrue(Libc.isLoaded());
    assertEquals(before, System.getProperty("jna.platform.library.path"));
  }
}
