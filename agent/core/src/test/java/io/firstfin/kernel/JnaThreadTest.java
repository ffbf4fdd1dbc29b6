package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.junit.jupiter.api.Test;

class JnaThreadTest {
  @Test
  void jnaKeepsNoThreadOnceTheCallsAreBound() throws Exception {
    Libc.load();

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("JNA Cleaner")) {
        thread.join(10_000);
        assertFalse(thread.isAlive());
      }
    }
    NativeLibrary.getProcess();
    Native.free(Native.malloc(1));
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("JNA Cleaner")));
  }
}
