package benchmarks.program;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for the agent's metrics again and again over one kept connection, as Prometheus does.
 *
 * <p>Arguments: port, scrapes a second. Command {@code on} begins and answers 0 after the first
 * scrape; {@code off} ends and answers the number of scrapes since.
 */
public final class Scraper {

  private static final byte[] REQUEST =
      "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The agent refuses to answer until it has made its first check. */
  private static final long FIRST_SECONDS = 30;

  private final int port;
  private final long pauseNanos;
  private Socket socket;
  private DataInputStream in;
  private volatile boolean on;
  private Thread thread;
  private long scrapes;

  private Scraper(int port, int perSecond) {
    this.port = port;
    pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  public static void main(String[] arguments) throws Exception {
    Scraper scraper = new Scraper(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    Commands.serve(command -> command[0].equals("on") ? scraper.begin() : scraper.end());
  }

  private long begin() throws Exception {
    if (socket == null) {
      connect();
    }
    scrapes = 0;
    on = true;
    thread = new Thread(this::scrape, "scraper");
    thread.start();
    return 0;
  }

  private long end() throws InterruptedException {
    on = false;
    thread.join();
    return scrapes;
  }

  private void connect() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FIRST_SECONDS);
    while (true) {
      try {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 32_768));
        ask();
        return;
      } catch (IOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private void scrape() {
    try {
      long next = System.nanoTime();
      while (on) {
        ask();
        scrapes++;
        next += pauseNanos;
        while (on && next - System.nanoTime() > 0) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private void ask() throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(REQUEST);
    String status = line();
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase().startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).trim());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without its length: " + status);
    }
    in.readFully(new byte[length]);
    if (!status.contains(" 200 ")) {
      throw new IOException(status);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the agent closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
