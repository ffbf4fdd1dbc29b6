package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SocketTableReadersTest {
  private boolean closed;

  @Test
  void aReaderThatFindsNoMemoryIsClosed() {
    SocketTableReader reader =
        new SocketTableReader() {
          @Override
          public String source() {
            return "none";
          }

          @Override
          public ReadStats read(int stateMask, SocketVisitor visitor) {
            throw new OutOfMemoryError("of the test");
          }

          @Override
          public void close() {
            closed = true;
          }
        };

    assertThrows(OutOfMemoryError.class, () -> SocketTableReaders.probed(reader));
    assertTrue(closed);
  }
}
