package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private final Probes probes = new Probes();

  @Test
  void checksThatArePreparedAnewAskThroughTheSameProbe() throws KernelException {
    Libc.load();
    probes.useLibc();
    SocketProbe first = probes.get();

    probes.useLibc();

    assertSame(first, probes.get());
  }
}
