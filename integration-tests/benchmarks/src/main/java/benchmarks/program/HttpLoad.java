package benchmarks.program;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls of an HTTP server that closes after each answer, as it is asked to.
 *
 * <p>Command: {@code calls PORT N}, by eight threads as fast as they go; it answers N, a multiple
 * of eight.
 */
public final class HttpLoad {
  private static final int THREADS = 8;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private HttpLoad() {}

  public static void main(String[] arguments) throws Exception {
    Commands.serve(command -> calls(Integer.parseInt(command[1]), Integer.parseInt(command[2])));
  }

  private static long calls(int port, int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Callable<Void> share =
          () -> {
            for (int call = 0; call < count / THREADS; call++) {
              call(port);
            }
            return null;
          };
      for (Future<Void> end : threads.invokeAll(Collections.nCopies(THREADS, share))) {
        end.get();
      }
      return count;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void call(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(REQUEST);
      InputStream answer = socket.getInputStream();
      byte[] bytes = new byte[4096];
      int length = 0;
      for (int read; (read = answer.read(bytes)) >= 0; ) {
        length += read;
      }
      if (length == 0) {
        throw new IOException("no answer");
      }
    }
  }
}
