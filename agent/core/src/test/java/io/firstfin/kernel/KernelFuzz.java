package io.firstfin.kernel;

import io.firstfin.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The answers of netlink and the files of procfs. */
public final class KernelFuzz {
  /** Some sockets are as good as many, and faster. */
  private static final int LONGEST = 640;

  private static final String NETSTAT =
      "TcpExt: SyncookiesSent ListenOverflows ListenDrops TCPTimeouts\nTcpExt: 0 12 13 4\n";

  private static final String SOCKSTAT =
      "sockets: used 290\nTCP: inuse 5 orphan 0 tw 7 alloc 8 mem 1\nUDP: inuse 4 mem 0\n";

  private KernelFuzz() {}

  public static List<FuzzTarget> targets() {
    List<FuzzTarget> targets = new ArrayList<>();
    targets.add(FuzzTarget.of("netlink", KernelFuzz::netlink, datagrams()));
    targets.add(FuzzTarget.of("procfs", KernelFuzz::procfs, List.of(text("tcp"), text("tcp6"))));
    targets.add(FuzzTarget.ofText("netstat", KernelFuzz::netstat, NETSTAT));
    targets.add(FuzzTarget.ofText("sockstat", KernelFuzz::sockstat, SOCKSTAT));
    targets.add(
        FuzzTarget.ofText("settings", KernelFuzz::settings, "32768 60999", "8080,9148-9150"));
    return targets;
  }

  private static void settings(byte[] input) {
    String text = new String(input, StandardCharsets.US_ASCII);
    new PortSettings(name -> name.equals("ip_local_port_range") ? "32768 60999" : text);
    new PortSettings(name -> text);
  }

  private static void netlink(byte[] input) {
    InetDiagParser parser =
        new InetDiagParser(
            SocketTableReader.ALL_STATES, Entry::of, new LongSet(), new DatagramCopy());
    try {
      parser.parse(
          Captures.buffer(input), input.length, InetDiagParser.TCPDIAG_GETSOCK, Captures.SEQUENCE);
    } catch (KernelException expected) {
      return;
    }
  }

  private static void procfs(byte[] input) {
    ProcfsParser parser = new ProcfsParser(SocketTableReader.ALL_STATES, Entry::of, new LongSet());
    try {
      parser.begin("tcp");
      int parsed = parser.parse(input, input.length);
      parser.end(input.length - parsed);
    } catch (KernelException expected) {
      return;
    }
  }

  private static void netstat(byte[] input) throws IOException {
    Path file = Files.write(Folder.PATH.resolve("netstat"), input);
    new Netstat(file.toString(), "TcpExt: ").read();
  }

  private static void sockstat(byte[] input) throws IOException {
    Path file = Files.write(Folder.PATH.resolve("sockstat"), input);
    try (Sockstat counts = new Sockstat(file.getParent().toString())) {
      counts.read();
      counts.mostUnconnected();
    }
  }

  private static List<byte[]> datagrams() {
    List<byte[]> datagrams = new ArrayList<>();
    try {
      for (String name : List.of("both-families.diag", "ipv6.diag", "many-time-wait.diag")) {
        byte[] first = Captures.datagrams(name).get(0);
        datagrams.add(Arrays.copyOf(first, Math.min(LONGEST, first.length)));
        byte[] last = Captures.datagrams(name).get(Captures.datagrams(name).size() - 1);
        datagrams.add(Arrays.copyOf(last, Math.min(LONGEST, last.length)));
      }
      return datagrams;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] text(String name) {
    try {
      byte[] all = Captures.resource(name);
      return Arrays.copyOf(all, Math.min(LONGEST, all.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the files, made when the first is needed. */
  private static final class Folder {
    static final Path PATH = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("fuzz");
        folder.toFile().deleteOnExit();
        for (String name : List.of("netstat", "sockstat")) {
          folder.resolve(name).toFile().deleteOnExit();
        }
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
