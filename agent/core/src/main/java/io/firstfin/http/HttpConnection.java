package io.firstfin.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One connection of the server's. It never waits, and everything that it does has a deadline. It
 * lets the client close first wherever possible, because the side that closes first keeps the
 * socket in TIME_WAIT.
 */
final class HttpConnection {
  private static final int SMALLEST_HEAD = 2_048;
  private static final long SECOND = 1_000_000_000L;

  /** A busy connection that takes longer than this is closed when a new one needs room. */
  static final long PATIENCE_NANOS = SECOND;

  /** The phase that a connection is in, and how long this phase may last. */
  private enum State {
    /** Waits for the first request. */
    NEW(60),

    /**
     * Waits for the next request, longer than clients keep a connection: Prometheus keeps it for 5
     * minutes.
     */
    IDLE(360),

    /** Reads a head, from its first byte to its last. */
    READING(10),

    /** Waits until the client takes an answer. */
    WRITING(30),

    /** Waits until the client closes after the last answer. */
    LINGERING(2),

    CLOSED(0);

    final long nanos;

    State(long seconds) {
      nanos = seconds * SECOND;
    }
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final HttpExchange exchange;
  private byte[] head = new byte[SMALLEST_HEAD];
  private int length;
  private ByteBuffer answer;
  private boolean last;
  private boolean readToTheEnd;
  private State state = State.NEW;
  private long since = System.nanoTime();

  private HttpConnection(SocketChannel channel, SelectionKey key, HttpExchange exchange) {
    this.channel = channel;
    this.key = key;
    this.exchange = exchange;
  }

  /** Closes the channel when no connection can be made of it. */
  static HttpConnection open(SocketChannel channel, Selector selector, HttpExchange exchange)
      throws IOException {
    boolean opened = false;
    try {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      HttpConnection connection = new HttpConnection(channel, key, exchange);
      key.attach(connection);
      opened = true;
      return connection;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** The {@link System#nanoTime} at which it must be closed. */
  long deadline() {
    return since + state.nanos;
  }

  /** The {@link System#nanoTime} from which on it may be closed for a new one. */
  long yieldsFrom() {
    return isIdle() ? since : since + PATIENCE_NANOS;
  }

  /** Whether this one is closed rather than the other, when both may be. */
  boolean yieldsBefore(HttpConnection other) {
    return isIdle() == other.isIdle() ? since - other.since < 0 : isIdle();
  }

  private boolean isIdle() {
    return state == State.NEW || state == State.IDLE;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  void close() {
    state = State.CLOSED;
    try {
      channel.close();
    } catch (IOException e) {
      // The channel is closed all the same.
    }
  }

  /** Does what can be done without waiting; an error ends this connection only. */
  void ready() {
    try {
      switch (state) {
        case NEW:
        case IDLE:
        case READING:
          read();
          break;
        case WRITING:
          write();
          break;
        case LINGERING:
          if (channel.read(ByteBuffer.wrap(head)) < 0) {
            close();
          }
          break;
        default:
          break;
      }
    } catch (IOException | RuntimeException | Error e) {
      // An Error as well, because the service's heap can be full at this moment.
      close();
    }
  }

  private void read() throws IOException {
    int count = channel.read(ByteBuffer.wrap(head, length, head.length - length));
    if (count < 0) {
      close();
      return;
    }
    length += count;
    if (length > 0 && isIdle()) {
      enter(State.READING);
    }
    answerAll();
  }

  /** A client may send requests before it has the answers to earlier ones. */
  private void answerAll() throws IOException {
    int end = HttpHead.end(head, length);
    while (end >= 0 || length >= HttpHead.LARGEST) {
      HttpExchange.Outcome outcome = exchange.answer(head, end);
      answer = outcome.bytes;
      last = outcome.last;
      readToTheEnd = outcome.readToTheEnd;
      length -= Math.max(end, 0);
      System.arraycopy(head, Math.max(end, 0), head, 0, length);
      enter(State.WRITING);
      if (!written()) {
        return;
      }
      end = HttpHead.end(head, length);
    }
    if (length == head.length) {
      head = Arrays.copyOf(head, Math.min(head.length * 2, HttpHead.LARGEST));
    }
  }

  private void write() throws IOException {
    if (written()) {
      answerAll();
    }
  }

  /** Whether the answer is sent and the next request may be answered. */
  private boolean written() throws IOException {
    channel.write(answer);
    if (answer.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return false;
    }
    answer = null;
    key.interestOps(SelectionKey.OP_READ);
    if (last) {
      if (readToTheEnd) {
        channel.shutdownOutput();
      }
      enter(State.LINGERING);
      return false;
    }
    if (length > 0) {
      enter(State.READING);
    } else {
      head = head.length == SMALLEST_HEAD ? head : new byte[SMALLEST_HEAD];
      enter(State.IDLE);
    }
    return true;
  }

  private void enter(State next) {
    state = next;
    since = System.nanoTime();
  }
}
