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

  /** For the first request. */
  private static final long FIRST_NANOS = 60 * SECOND;

  /** For the next request: longer than clients keep a connection, 5 minutes with Prometheus. */
  private static final long IDLE_NANOS = 360 * SECOND;

  /** From a request's first byte to the last of its head. */
  private static final long HEAD_NANOS = 10 * SECOND;

  /** For the client to take an answer. */
  private static final long WRITE_NANOS = 30 * SECOND;

  /** For the client to close after the last answer. */
  private static final long LINGER_NANOS = 2 * SECOND;

  private enum State {
    IDLE,
    READING,
    WRITING,
    LINGERING,
    CLOSED
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final HttpExchange exchange;
  private byte[] head = new byte[SMALLEST_HEAD];
  private int length;
  private ByteBuffer answer;
  private boolean last;
  private State state = State.IDLE;
  private long deadline = System.nanoTime() + FIRST_NANOS;

  private HttpConnection(SocketChannel channel, SelectionKey key, HttpExchange exchange) {
    this.channel = channel;
    this.key = key;
    this.exchange = exchange;
  }

  /** Closes the channel when it cannot be used. */
  static HttpConnection open(SocketChannel channel, Selector selector, HttpExchange exchange)
      throws IOException {
    try {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      HttpConnection connection = new HttpConnection(channel, key, exchange);
      key.attach(connection);
      return connection;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** {@link System#nanoTime} at which it is to be closed. */
  long deadline() {
    return deadline;
  }

  boolean isIdle() {
    return state == State.IDLE;
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

  /** Goes on as far as it can without waiting. */
  void ready() {
    try {
      switch (state) {
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
    } catch (IOException | RuntimeException e) {
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
    if (length > 0 && state == State.IDLE) {
      enter(State.READING, HEAD_NANOS);
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
      enter(State.WRITING, WRITE_NANOS);
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
      enter(State.LINGERING, LINGER_NANOS);
      return false;
    }
    if (length > 0) {
      enter(State.READING, HEAD_NANOS);
    } else {
      head = head.length == SMALLEST_HEAD ? head : new byte[SMALLEST_HEAD];
      enter(State.IDLE, IDLE_NANOS);
    }
    return true;
  }

  private void enter(State next, long nanos) {
    state = next;
    deadline = System.nanoTime() + nanos;
  }
}
