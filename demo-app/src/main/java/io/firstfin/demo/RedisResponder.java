package io.firstfin.demo;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The part of Redis that a client needs to connect and to GET one value: the RESP2 protocol of its
 * documentation, so that the demo needs no Redis. It listens on a free loopback port, and counts
 * how its connections end.
 */
final class RedisResponder implements Closeable {
  private static final int MAX_PARTS = 64;
  private static final int MAX_PART_BYTES = 4096;

  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private final LoopbackServer server;

  private RedisResponder() throws IOException {
    server = LoopbackServer.start(0, "redis responder", this::serve);
  }

  static RedisResponder start() throws IOException {
    return new RedisResponder();
  }

  int port() {
    return server.port();
  }

  /** Connections that ended by an RST: the reader gets "Connection reset". */
  int resets() {
    return resets.get();
  }

  /** Connections that ended by a FIN: the reader gets the end of the stream. */
  int ends() {
    return ends.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      while (true) {
        out.write(answer(readCommand(in)).getBytes(StandardCharsets.UTF_8));
      }
    } catch (EOFException e) {
      ends.incrementAndGet();
    } catch (SocketException e) {
      resets.incrementAndGet();
    } catch (IOException e) {
      System.err.println("redis responder: " + e.getMessage());
    }
  }

  static String answer(List<String> command) {
    return switch (command.get(0).toUpperCase(Locale.ROOT)) {
      case "PING" -> "+PONG\r\n";
      case "GET" -> "$3\r\ntea\r\n";
      case "CLIENT", "SELECT", "QUIT" -> "+OK\r\n";
      // One of them is HELLO; after its refusal clients fall back to RESP2.
      default -> "-ERR unknown command '" + command.get(0) + "'\r\n";
    };
  }

  /**
   * Reads one command, an array of bulk strings.
   *
   * @throws EOFException at the end of the stream
   * @throws IOException naming what is not RESP
   */
  static List<String> readCommand(DataInputStream in) throws IOException {
    int parts = readLength(in, '*', MAX_PARTS);
    List<String> command = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      byte[] part = new byte[readLength(in, '$', MAX_PART_BYTES)];
      in.readFully(part);
      in.readShort();
      command.add(new String(part, StandardCharsets.UTF_8));
    }
    return command;
  }

  private static int readLength(DataInputStream in, char type, int max) throws IOException {
    StringBuilder line = new StringBuilder();
    for (char c = (char) in.readUnsignedByte(); c != '\n'; c = (char) in.readUnsignedByte()) {
      if (c != '\r') {
        line.append(c);
      }
      if (line.length() > 10) {
        break;
      }
    }
    try {
      int length = Integer.parseInt(line.substring(1));
      if (line.charAt(0) == type && length > 0 && length <= max) {
        return length;
      }
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      // Reported below.
    }
    throw new IOException("not RESP: '" + line + "' where " + type + "LENGTH was due");
  }
}
