package io.firstfin.platform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JnaClassLoaderTest {
  /** The class of JNA {@value} has the only finalizer. */
  private static final String FINALIZER = "Native$3.class";

  @Test
  void noFinalizerOfJnaClosesLibrariesAfterTheirCodeIsGone() throws IOException {
    byte[] classFile;
    try (InputStream in = Native.class.getResourceAsStream(FINALIZER)) {
      classFile = in.readAllBytes();
    }
    assertTrue(names(classFile).contains("\1\0\10finalize"));

    JnaClassLoader.leaveOutFinalizer(classFile);

    assertFalse(names(classFile).contains("\1\0\10finalize"));
  }

  private static String names(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1);
  }
}
