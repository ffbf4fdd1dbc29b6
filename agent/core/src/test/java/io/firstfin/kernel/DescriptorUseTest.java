package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorUseTest {
  @TempDir Path folder;

  @Test
  void theLimitIsTheSoftOne() throws IOException {
    assertEquals(1024, limit("Max open files            1024                 524288      files"));
  }

  @Test
  void noLimitIsUnknown() throws IOException {
    assertEquals(-1, limit("Max open files            unlimited            unlimited   files"));
    assertEquals(-1, limit("Max processes             95000                95000       processes"));
    assertEquals(-1, DescriptorUse.limit(folder.resolve("missing")));
  }

  @Test
  void aKernelThatDoesNotCountListsThem() {
    assertEquals(new File("/sys/class").list().length, DescriptorUse.taken(new CountsNothing()));
  }

  @Test
  void aMaskedFolderIsUnknown() {
    assertEquals(-1, DescriptorUse.taken(folder.resolve("missing").toFile()));
  }

  @Test
  void thisProcessHasFewerThanItMayHave() {
    assertTrue(DescriptorUse.taken() < DescriptorUse.limit());
  }

  /** Like /proc/self/fd before Linux 6.2. */
  private static final class CountsNothing extends File {
    CountsNothing() {
      super("/sys/class");
    }

    @Override
    public long length() {
      return 0;
    }
  }

  private int limit(String line) throws IOException {
    Path limits = folder.resolve("limits");
    Files.writeString(limits, "Limit  Soft Limit  Hard Limit  Units\n" + line + "\n");
    return DescriptorUse.limit(limits);
  }
}
