package io.firstfin.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A parser of what others write. Whatever the bytes are, it ends, and throws nothing but what its
 * callers expect.
 */
public final class FuzzTarget {
  /** Catches what the parser's callers catch, and lets all else out. */
  public interface Parser {
    void parse(byte[] input) throws Exception;
  }

  final String name;
  final List<byte[]> seeds;
  private final Parser parser;

  private FuzzTarget(String name, Parser parser, List<byte[]> seeds) {
    this.name = name;
    this.parser = parser;
    this.seeds = seeds;
  }

  /** The seeds are inputs that the parser accepts. */
  public static FuzzTarget of(String name, Parser parser, List<byte[]> seeds) {
    return new FuzzTarget(name, parser, seeds);
  }

  public static FuzzTarget ofText(String name, Parser parser, String... seeds) {
    List<byte[]> bytes = new ArrayList<>();
    for (String seed : seeds) {
      bytes.add(seed.getBytes(StandardCharsets.UTF_8));
    }
    return of(name, parser, bytes);
  }

  /** Inputs by which Jazzer has reached code that the seeds do not reach. */
  List<byte[]> corpus() {
    List<byte[]> inputs = new ArrayList<>();
    try (InputStream in = FuzzTarget.class.getResourceAsStream("/fuzz/" + name + ".txt")) {
      String lines = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : (Iterable<String>) lines.lines()::iterator) {
        inputs.add(Base64.getDecoder().decode(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inputs;
  }

  void run(byte[] input) throws Exception {
    parser.parse(input);
  }

  @Override
  public String toString() {
    return name;
  }
}
