package com.example.truth;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** An {@code SSLEngine} over another transport, which does not know of it. */
final class TlsEngineTransport implements Transport {
  private final Transport plain;
  private final SSLContext context;

  TlsEngineTransport(Transport plain, SSLContext context) {
    this.plain = plain;
    this.context = context;
  }

  @Override
  public Listener listen(int port) throws IOException {
    Listener listener = plain.listen(port);
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        return new EngineEnd(
            listener.accept(((TlsEngineTransport) acceptor).plain), context, false);
      }

      @Override
      public void close() throws IOException {
        listener.close();
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    return new EngineEnd(plain.connect(remote, ipv4), context, true);
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  private static final class EngineEnd extends End {
    /** Content type, version and length (RFC 8446, section 5.1). */
    private static final int RECORD_HEADER = 5;

    private final End plain;
    private final SSLEngine engine;
    private final ByteBuffer outgoing;
    private final byte[] incoming;
    private final ByteBuffer clear;

    EngineEnd(End plain, SSLContext context, boolean client) {
      this.plain = plain;
      engine = context.createSSLEngine();
      engine.setUseClientMode(client);
      int packet = engine.getSession().getPacketBufferSize();
      outgoing = ByteBuffer.allocate(packet);
      incoming = new byte[packet];
      clear = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
      clear.limit(0);
    }

    @Override
    boolean hasGreeting() {
      return true;
    }

    @Override
    void greet() throws IOException {
      engine.beginHandshake();
      while (true) {
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
          case NEED_WRAP:
            wrap(ByteBuffer.allocate(0));
            break;
          case NEED_UNWRAP:
            if (!unwrapRecord()) {
              throw new EOFException();
            }
            break;
          case NEED_TASK:
            for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
              task.run();
            }
            break;
          default:
            return;
        }
      }
    }

    private void wrap(ByteBuffer source) throws IOException {
      outgoing.clear();
      engine.wrap(source, outgoing);
      plain.write(outgoing.array(), outgoing.position());
    }

    /** False at the end of the stream, whether TLS or TCP ended it. */
    private boolean unwrapRecord() throws IOException {
      int type = plain.read();
      if (type < 0) {
        return false;
      }
      incoming[0] = (byte) type;
      byte[] rest = new byte[incoming.length];
      plain.read(rest, RECORD_HEADER - 1);
      System.arraycopy(rest, 0, incoming, 1, RECORD_HEADER - 1);
      int length = (incoming[3] & 0xff) << 8 | incoming[4] & 0xff;
      plain.read(rest, length);
      System.arraycopy(rest, 0, incoming, RECORD_HEADER, length);
      clear.clear();
      SSLEngineResult result =
          engine.unwrap(ByteBuffer.wrap(incoming, 0, RECORD_HEADER + length), clear);
      clear.flip();
      return result.getStatus() != SSLEngineResult.Status.CLOSED;
    }

    @Override
    void write(byte[] bytes, int length) throws IOException {
      ByteBuffer source = ByteBuffer.wrap(bytes, 0, length);
      while (source.hasRemaining()) {
        wrap(source);
      }
    }

    @Override
    int read() throws IOException {
      while (!clear.hasRemaining()) {
        if (!unwrapRecord()) {
          return -1;
        }
      }
      return clear.get() & 0xff;
    }

    @Override
    void read(byte[] bytes, int length) throws IOException {
      for (int done = 0; done < length; ) {
        if (!clear.hasRemaining() && !unwrapRecord()) {
          throw new EOFException();
        }
        int now = Math.min(clear.remaining(), length - done);
        clear.get(bytes, done, now);
        done += now;
      }
    }

    @Override
    void shutdownOutput() throws IOException {
      sayClosed();
      plain.shutdownOutput();
    }

    @Override
    void shutdownInput() throws IOException {
      plain.shutdownInput();
    }

    @Override
    boolean linger(int seconds) throws IOException {
      return plain.linger(seconds);
    }

    @Override
    void close() throws IOException {
      try {
        sayClosed();
      } catch (IOException e) {
        // The peer has closed already, so that it needs no close_notify.
      }
      plain.close();
    }

    /** Sends close_notify, once. */
    private void sayClosed() throws IOException {
      if (!engine.isOutboundDone()) {
        engine.closeOutbound();
        wrap(ByteBuffer.allocate(0));
      }
    }

    @Override
    boolean resetMayFollow() {
      return true;
    }

    @Override
    void release() throws IOException {
      plain.release();
    }

    @Override
    int kernelState() {
      return plain.kernelState();
    }
  }
}
