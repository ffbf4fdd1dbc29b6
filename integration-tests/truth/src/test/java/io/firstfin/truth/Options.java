package io.firstfin.truth;

import io.firstfin.support.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The command's options. */
record Options(
    int connections,
    int threads,
    long seed,
    List<Jdk> jdks,
    List<String> transports,
    boolean isLeftToUs,
    Options.Witnesses witness,
    List<String> races,
    PeerNetwork peerNetwork,
    Options.Begin begin) {
  /** When the watched JVM begins with the races. */
  enum Begin {
    /** Once the agent has answered. */
    READY,

    /** At once, while the agent still starts. */
    AT_ONCE
  }

  enum Witnesses {
    AUTO,
    TRACEPOINTS,
    PACKETS
  }

  static final List<String> TRANSPORTS = Stream.of(Medium.values()).map(Medium::name).toList();

  static final List<String> RACES = Stream.of(Race.values()).map(Race::name).toList();

  static final String USAGE =
      """
      Usage: run [OPTION...]

      Makes and ends connections in every way, over every transport, in a JVM with the agent and in a
      network namespace of its own, and holds the agent's report against the kernel's tracepoints,
      or against the packets on the wire.

        --connections N    how many (20,000)
        --seed S           repeats the draw of a run; the order between threads still varies
        --jdk HOME|all     the JDK under test (the one that runs this); may be given again; all are
                           those of FIRSTFIN_JDKS (homes, separated by colons), or this one and
                           those of /usr/lib/jvm from 17 on
        --transports LIST  all that this JDK and this kernel have unless given, of
                             %s
        --witness NAME     tracepoints, packets, or auto (packets where there is no tracefs)
        --threads N        connections at one time (4)
        --races LIST|all   the form with two processes instead: the peer of the watched JVM is a JVM
                           without the agent, both ends close at nearly the same moment, and a capture
                           of packets says which end sent the first FIN or RST; --connections are shared
                           among the races, which are
                             %s
        --peer-network N   same (network namespace; the default), or other: the peer of the races is in
                           a network namespace of its own, as if on another host
        --begin WHEN       ready (when the agent has answered; the default), or at-once: the agent
                           still starts when the races of clients begin
        --help             this text

      The last line of each run is a row of the README's table.

      Needs root, unshare, nsenter, ip and ss; for packets cc. Exit status: 0 agent and kernel agree, 1 they
      do not, 2 wrong usage, 3 the run itself failed, for instance as the witness lost events.
      """
          .formatted(names(TRANSPORTS), names(RACES));

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming the one that is wrong
   */
  static Options parse(List<String> arguments) {
    int connections = 20_000;
    int threads = 4;
    long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    List<Jdk> jdks = new ArrayList<>();
    List<String> transports = null;
    Witnesses witness = Witnesses.AUTO;
    List<String> races = null;
    PeerNetwork peerNetwork = PeerNetwork.SAME;
    Begin begin = Begin.READY;
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value, or is unknown; see --help");
      }
      String value = arguments.get(i + 1);
      switch (name) {
        case "--connections" -> connections = number(name, value, 1, 100_000_000);
        case "--threads" -> threads = number(name, value, 1, 64);
        case "--seed" -> seed = seed(value);
        case "--jdk" -> jdks.addAll(value.equals("all") ? Jdk.all() : List.of(jdk(value)));
        case "--witness" -> witness = one(Witnesses.class, name, value);
        case "--transports" -> transports = transports(value);
        case "--races" -> races = races(value);
        case "--peer-network" -> peerNetwork = one(PeerNetwork.class, name, value);
        case "--begin" -> begin = one(Begin.class, name, value);
        default -> throw new IllegalArgumentException("unknown option " + name + "; see --help");
      }
    }
    if (jdks.isEmpty()) {
      jdks.add(Jdk.running());
    }
    return new Options(
        connections,
        threads,
        seed,
        jdks,
        transports == null ? TRANSPORTS : transports,
        transports == null,
        witness,
        races,
        peerNetwork,
        begin);
  }

  /** These options, with only the transports that run on this Java. */
  Options on(int feature) {
    return only(medium -> medium.oldestJava <= feature);
  }

  Options without(Medium other) {
    return only(medium -> medium != other);
  }

  private Options only(Predicate<Medium> wanted) {
    List<String> left =
        transports.stream().filter(name -> wanted.test(Medium.valueOf(name))).toList();
    return new Options(
        connections, threads, seed, jdks, left, isLeftToUs, witness, races, peerNetwork, begin);
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value.replace(",", "").replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw new IllegalArgumentException(
        name + " is " + value + ", but must be a number from " + least + " to " + most);
  }

  private static long seed(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--seed is " + value + ", but must be a whole number");
    }
  }

  private static Jdk jdk(String value) {
    try {
      return Jdk.at(Path.of(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--jdk is " + value + ": " + e.getMessage(), e);
    }
  }

  private static <E extends Enum<E>> E one(Class<E> type, String option, String value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value.replace('-', '_'))) {
        return constant;
      }
    }
    List<String> known = Stream.of(type.getEnumConstants()).map(Enum::name).toList();
    throw new IllegalArgumentException(
        option + " is " + value + ", but must be one of " + names(known));
  }

  private static String names(List<String> constants) {
    return String.join(",", constants).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> transports(String value) {
    return constants("--transports", value, TRANSPORTS);
  }

  private static List<String> races(String value) {
    return value.equals("all") ? RACES : constants("--races", value, RACES);
  }

  private static List<String> constants(String option, String value, List<String> known) {
    List<String> constants = new ArrayList<>();
    for (String name : value.split(",")) {
      String constant = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
      if (!known.contains(constant)) {
        throw new IllegalArgumentException(
            option + " names " + name + "; there are " + names(known));
      }
      constants.add(constant);
    }
    return constants;
  }
}
