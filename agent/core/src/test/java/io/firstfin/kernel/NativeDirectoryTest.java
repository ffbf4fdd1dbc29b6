package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class NativeDirectoryTest {
  private static final String MOUNTS =
      "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n"
          + "30 22 0:25 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw\n"
          + "31 30 0:26 / /tmp/inner rw - tmpfs tmpfs rw\n"
          + "32 22 0:27 / /srv rw,noexec - tmpfs tmpfs rw\n"
          + "33 22 0:28 / /srv rw - tmpfs tmpfs rw\n";

  @Test
  void theInnermostMountDecides() throws IOException {
    assertTrue(mayExecute("/home/shop"));
    assertFalse(mayExecute("/tmp"));
    assertFalse(mayExecute("/tmp/shop"));
    assertTrue(mayExecute("/tmp/inner/shop"));
    assertTrue(mayExecute("/tmpfiles"));
  }

  @Test
  void ofTwoMountsAtOnePlaceTheLaterOneCounts() throws IOException {
    assertTrue(mayExecute("/srv/shop"));
  }

  private static boolean mayExecute(String directory) throws IOException {
    return NativeDirectory.mayExecute(directory, new BufferedReader(new StringReader(MOUNTS)));
  }
}
