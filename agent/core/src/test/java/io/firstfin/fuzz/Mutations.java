package io.firstfin.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Inputs that are nearly right: pieces of the seeds, cut, repeated, joined and with wrong bytes.
 */
final class Mutations {
  /** What parsers stumble over: ends, signs, quotes, and the largest and smallest numbers. */
  private static final byte[][] PIECES = {
    {0},
    {-1},
    {'\n'},
    {'\r', '\n'},
    {'"'},
    {'\\'},
    {'\\', 'u', 'd', '8', '0', '0'},
    {'%'},
    {'-'},
    {'{'},
    {'['},
    {']'},
    {'}'},
    {':'},
    {','},
    {'='},
    {'\''},
    {' '},
    {'1', 'e', '9', '9', '9'},
    {-1, -1, -1, -1},
    {0, 0, 0, 0},
    {0, 0, 0, -128},
    {(byte) 0xf0, (byte) 0x9f},
    "9223372036854775808".getBytes(StandardCharsets.US_ASCII),
    "null".getBytes(StandardCharsets.US_ASCII)
  };

  private static final int MOST_STEPS = 6;

  private final Random random;
  private final List<byte[]> seeds;

  Mutations(List<byte[]> seeds, long seed) {
    this.random = new Random(seed);
    this.seeds = new ArrayList<>(seeds);
    this.seeds.add(new byte[0]);
  }

  byte[] next() {
    byte[] input = any();
    for (int steps = random.nextInt(MOST_STEPS) + 1; steps > 0; steps--) {
      input = changed(input);
    }
    return input;
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int end = at + random.nextInt(Math.min(64, input.length - at) + 1);
    switch (random.nextInt(6)) {
      case 0:
        return Arrays.copyOf(input, at);
      case 1:
        return joined(input, at, new byte[0], end);
      case 2:
        return joined(input, at, PIECES[random.nextInt(PIECES.length)], end);
      case 3:
        return joined(input, at, PIECES[random.nextInt(PIECES.length)], at);
      case 4:
        return joined(input, end, Arrays.copyOfRange(input, at, end), end);
      default:
        byte[] wrong = input.length == 0 ? new byte[1] : input.clone();
        wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
        return wrong;
    }
  }

  private byte[] any() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private static byte[] joined(byte[] input, int at, byte[] piece, int end) {
    byte[] joined = new byte[at + piece.length + input.length - end];
    System.arraycopy(input, 0, joined, 0, at);
    System.arraycopy(piece, 0, joined, at, piece.length);
    System.arraycopy(input, end, joined, at + piece.length, input.length - end);
    return joined;
  }
}
