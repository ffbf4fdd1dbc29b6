package io.firstfin.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One connection of the server's. It never waits, and everything it does has a deadline. It lets
 * the client close first wherever that can be: whoever closes first keeps the socket in TIME_WAIT.
 */
final class HttpConnection {
  private static final int SMALLEST_HEAD = 2_048;
  private static final long SECOND = 1_000_000_000L;

  /** A busy connection that takes longer than this makes room for a new one. */
  static final long PATIENCE_NANOS = SECOND;

  /** What a connection is at, and how long it may be. */
  private enum State {
    /** For the first request. */
    NEW(60),

    /** For the next request: longer than clients keep a connection, 5 minutes with Prometheus. */
    IDLE(360),

    /** From a request's first byte to the last of its head. */
    READING(10),

    /** For the client to take an answer. */
    WRITING(30),

    /** For the client to close after the last answer. */
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
  private State state = State.NEW;
  private long since = System.nanoTime();

  private HttpConnection(SocketChannel channel, SelectionKey key, HttpExchange exchange) {
    this.channel = channel;
    this.key = key;
    this.exchange = exchange;
  }

  /** Closes the channel when it cannot be used. */
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

  /** {@link System#nanoTime} at which it is to be closed. */
  long deadline() {
    return since + state.nanos;
  }

  /** {@link System#nanoTime} from which on it may be closed for a new one. */
  long yieldsFrom() {
    return isIdle() ? since : since + PATIENCE_NANOS;
  }

  /** Whether this is the one to be closed of two that may be. */
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
      // It is closed all the same.
    }
  }

  /** Goes on as far as it can without waiting; what fails ends this connection only. */
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
      // An Error as well: the service's heap can be full just now.
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

  /** Requests can come ahead of the answers to those before them. */
  private void answerAll() throws IOException {
    int end = HttpHead.end(head, length);
    while (end >= 0 || length >= HttpHead.LARGEST) {
      HttpExchange.Outcome outcome = exchange.answer(head, end);
      answer = outcome.bytes;
      last = outcome.last;
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

  /** Whether the answer is out and the next request may be answered. */
  private boolean written() throws IOException {
    channel.write(answer);
    if (answer.hasRemaining()) {
      key.interestOps(SelectionKey.OP_WRITE);
      return false;
    }
    answer = null;
    key.interestOps(SelectionKey.OP_READ);
    if (last) {
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
