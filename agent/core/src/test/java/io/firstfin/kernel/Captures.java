package io.firstfin.kernel;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Answers of Linux 6.18 (x86-64), which capture.py in the same folder has captured. Their network
 * namespace held one listener each for IPv4 (7001), IPv6 (7002) and both (7003), and each of these
 * had connections in every state in which a close can leave them. A .diag file holds datagrams,
 * each after its length as u32, all in little endian. tcp and tcp6 are the text of the same
 * sockets.
 */
final class Captures {
  static final int SEQUENCE = 1;

  private Captures() {}

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Captures.class.getResourceAsStream("/kernel/" + name)) {
      return in.readAllBytes();
    }
  }

  static List<byte[]> datagrams(String name) throws IOException {
    Assumptions.assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "captured on a little-endian machine");
    List<byte[]> datagrams = new ArrayList<>();
    try (InputStream in = Captures.class.getResourceAsStream("/kernel/" + name);
        DataInputStream data = new DataInputStream(in)) {
      while (true) {
        byte[] datagram = new byte[Integer.reverseBytes(data.readInt())];
        data.readFully(datagram);
        datagrams.add(datagram);
      }
    } catch (EOFException end) {
      return datagrams;
    }
  }

  static ByteBuffer buffer(byte[] datagram) {
    return ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
  }

  static List<Entry> entries(String name, int type, int stateMask)
      throws IOException, KernelException {
    List<Entry> entries = new ArrayList<>();
    InetDiagParser parser =
        new InetDiagParser(
            stateMask, socket -> entries.add(Entry.of(socket)), new LongSet(), new DatagramCopy());
    boolean done = false;
    for (byte[] datagram : datagrams(name)) {
      done = parser.parse(buffer(datagram), datagram.length, type, SEQUENCE);
    }
    if (!done) {
      throw new IOException(name + " has no end");
    }
    return entries;
  }
}
