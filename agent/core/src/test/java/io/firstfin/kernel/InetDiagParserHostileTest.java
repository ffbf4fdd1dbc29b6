package io.firstfin.kernel;

import static io.firstfin.kernel.InetDiagParser.TCPDIAG_GETSOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InetDiagParserHostileTest {
  private static boolean parse(ByteBuffer bytes, int length) throws KernelException {
    InetDiagParser parser =
        new InetDiagParser(
            SocketTableReader.ALL_STATES, Entry::of, new LongSet(), new DatagramCopy());
    return parser.parse(bytes, length, TCPDIAG_GETSOCK, Captures.SEQUENCE);
  }

  private static boolean parse(byte[] datagram) throws KernelException {
    return parse(Captures.buffer(datagram), datagram.length);
  }

  private static String refusal(byte[] datagram) {
    return assertThrows(KernelException.class, () -> parse(datagram)).getMessage();
  }

  private static byte[] captured() throws Exception {
    return Captures.datagrams("both-families.diag").get(0);
  }

  private static byte[] message(int length, int type, int sequence, int... payload) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 4 * payload.length).order(ByteOrder.nativeOrder());
    bytes.putInt(length).putShort((short) type).putShort((short) 2).putInt(sequence).putInt(0);
    for (int word : payload) {
      bytes.putInt(word);
    }
    return bytes.array();
  }

  @Test
  void datagramWithoutTheEndIsNotTheEnd() throws Exception {
    assertFalse(parse(captured()));
  }

  @Test
  void doneIsTheEnd() throws Exception {
    assertTrue(parse(message(20, 3, Captures.SEQUENCE, 0)));
  }

  @Test
  void doneWithAnErrorIsARefusalWithItsErrno() {
    InetDiagParser.KernelRefusal refusal =
        assertThrows(
            InetDiagParser.KernelRefusal.class,
            () -> parse(message(20, 3, Captures.SEQUENCE, -Errno.ENOENT)));
    assertEquals(Errno.ENOENT, refusal.errno);
  }

  @Test
  void errorMessageIsARefusalThatNamesTheErrno() {
    String text = refusal(message(20, 2, Captures.SEQUENCE, -1));
    assertTrue(text.contains("EPERM (1)"), text);
  }

  @Test
  void shortErrorMessageIsMalformed() {
    assertTrue(refusal(message(16, 2, Captures.SEQUENCE)).contains("malformed"));
  }

  @Test
  void overrunIsAFailure() {
    assertTrue(refusal(message(16, 4, Captures.SEQUENCE)).contains("NLMSG_OVERRUN"));
  }

  @Test
  void noopIsSkipped() throws Exception {
    assertFalse(parse(message(16, 1, Captures.SEQUENCE)));
  }

  @Test
  void unknownMessageTypeIsMalformed() {
    assertTrue(refusal(message(16, 99, Captures.SEQUENCE)).contains("message type 99"));
  }

  @Test
  void answerToAnotherRequestIsMalformed() throws Exception {
    byte[] datagram = captured();
    datagram[8]++;
    assertTrue(refusal(datagram).contains("sequence 2 instead of 1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20})
  void impossibleMessageLengthIsMalformed(int length) throws Exception {
    byte[] datagram = captured();
    Captures.buffer(datagram).putInt(0, length);
    String text = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refusal(datagram));
    assertTrue(text.contains("message length " + length), text);
  }

  @Test
  void socketShorterThanItsStructureIsMalformed() throws Exception {
    byte[] datagram = Arrays.copyOf(captured(), 16 + 68);
    Captures.buffer(datagram).putInt(0, datagram.length);
    assertTrue(refusal(datagram).contains("socket of 68 bytes"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 0xffff})
  void impossibleAttributeLengthIsMalformed(int length) throws Exception {
    byte[] datagram = captured();
    Captures.buffer(datagram).putShort(16 + 72, (short) length);
    assertTrue(refusal(datagram).contains("attribute length " + length));
  }

  @Test
  void unknownFamilyIsMalformed() throws Exception {
    byte[] datagram = captured();
    datagram[16] = 1;
    assertTrue(refusal(datagram).contains("address family 1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 13, 200})
  void unknownStateIsMalformed(int state) throws Exception {
    byte[] datagram = captured();
    datagram[17] = (byte) state;
    assertTrue(refusal(datagram).contains("state " + state));
  }

  @Test
  void bytesAfterTheEndAreMalformed() {
    byte[] datagram = Arrays.copyOf(message(20, 3, Captures.SEQUENCE, 0), 40);
    assertTrue(refusal(datagram).contains("20 bytes after the end"));
  }

  @Test
  void lengthBeyondTheBufferIsMalformed() {
    assertThrows(KernelException.class, () -> parse(ByteBuffer.allocate(64), 65));
  }

  @Test
  void emptyDatagramIsMalformed() {
    assertTrue(refusal(new byte[0]).contains("datagram of 0 bytes"));
  }

  /**
   * A datagram that is cut between two messages is well-formed, but it does not have the end of the
   * dump.
   */
  @Test
  void datagramCutAnywhereIsMalformedOrWithoutTheEnd() throws Exception {
    byte[] datagram = captured();
    for (int length = 0; length < datagram.length; length++) {
      byte[] cut = Arrays.copyOf(datagram, length);
      try {
        assertFalse(parse(cut));
      } catch (KernelException expected) {
        assertFalse(expected.getMessage().isEmpty());
      }
    }
  }

  @Test
  void mutatedAnswersEndInSuccessOrKernelException() throws Exception {
    List<byte[]> datagrams = Captures.datagrams("both-families.diag");
    datagrams.addAll(Captures.datagrams("unprivileged.diag"));
    Random random = new Random(20_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            byte[] datagram = datagrams.get(random.nextInt(datagrams.size())).clone();
            mutate(datagram, random);
            int length = datagram.length - (random.nextInt(4) == 0 ? random.nextInt(40) : 0);
            try {
              parse(Captures.buffer(datagram), length);
            } catch (KernelException expected) {
              assertFalse(expected.getMessage().isEmpty());
            }
          }
        });
  }

  private static void mutate(byte[] datagram, Random random) {
    for (int n = random.nextInt(8); n >= 0; n--) {
      int at = random.nextInt(datagram.length);
      switch (random.nextInt(3)) {
        case 0 -> datagram[at] = (byte) random.nextInt(256);
        case 1 -> datagram[at] ^= (byte) (1 << random.nextInt(8));
        default -> Arrays.fill(datagram, at, Math.min(at + 4, datagram.length), (byte) -1);
      }
    }
  }
}
