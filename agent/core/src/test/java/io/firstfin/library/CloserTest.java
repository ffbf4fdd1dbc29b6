package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          org.apache.http.pool.AbstractConnPool.shutdown(A:1) | Finalizer | the garbage collector
          com.acme.Pool.finalize(Pool.java:1) | - | the garbage collector
          jdk.internal.ref.CleanerImpl.run(C:1) | - | the garbage collector
          sun.misc.Cleaner.clean(C:1) | - | the garbage collector
          java.util.HashMap.forEach(H:1) | Cleaner-# | the garbage collector
          sun.net.www.http.KeepAliveCache.run(K:1) | Keep-Alive-Timer | the pool of HttpURLConnection (thread Keep-Alive-Timer)
          java.util.TimerThread.run(T:1) | Timer-# | a timer (thread Timer-#)
          io.netty.channel.unix.FileDescriptor.close(F:1) | - | the event loop of Netty
          io.netty.channel.Channel.x(F:1) | lettuce-nioEventLoop-#-# | the event loop of Lettuce (thread lettuce-nioEventLoop-#-#)
          org.eclipse.jetty.io.X.y(I:1) | Jetty@#-scheduler-# | a thread of Jetty (thread Jetty@#-scheduler-#)
          java.lang.Iterable.forEach(I:1) | worker-# | the thread worker-#
          java.lang.Iterable.forEach(I:1) | - | another thread
          """)
  void whatClosedIsNamed(String frame, String thread, String closer) {
    assertEquals(closer, Libraries.builtIn().closer(List.of(frame), thread == null ? "" : thread));
  }

  @Test
  void aTimerIsRecognisedByAnyOfItsFrames() {
    assertEquals(
        "a timer",
        Libraries.builtIn()
            .closer(
                List.of(
                    "com.zaxxer.hikari.pool.PoolBase.quietlyCloseConnection(P:1)",
                    "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask.run(S:1)"),
                "")
            .substring(0, 7));
  }
}
