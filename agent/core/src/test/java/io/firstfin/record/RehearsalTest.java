package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.bootstrap.SocketHooks;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final Set<String> MET =
      Set.of("NioSocketImpl", "AbstractPlainSocketImpl", "SocketChannelImpl", "Socket");

  @Test
  void everyKindOfSocketCanRehearse() throws Throwable {
    long errors = SocketHooks.errors();

    Rehearsal.run(MET);

    assertEquals(errors, SocketHooks.errors());
  }

  @Test
  void stacksThatAreSparedCanBeRehearsed() {
    long errors = SocketHooks.errors();

    Rehearsal.spareStacks();

    assertEquals(errors, SocketHooks.errors());
  }
}
