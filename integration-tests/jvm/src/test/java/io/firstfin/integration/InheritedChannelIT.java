package io.firstfin.integration;

import static io.firstfin.support.Transport.INHERITED_CONNECTION;
import static io.firstfin.support.Transport.INHERITED_LISTENER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Holds;
import io.firstfin.support.Jdk;
import io.firstfin.support.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is started with a socket as its standard input. */
class InheritedChannelIT {
  private static final int CONNECTIONS = 10;

  @TempDir Path directory;
  private Path inherit;

  @BeforeEach
  void compile() {
    inherit = directory.resolve("inherit");
    Command.Result made =
        Command.run("gcc", "-O1", "-o", inherit.toString(), "src/test/c/inherit.c");
    assumeTrue(made.status() == 0, () -> "needs gcc: " + made.err());
  }

  @Holds(INHERITED_CONNECTION)
  void aConnectionThatIsInheritedIsCounted(Jdk jdk, Set<Transport> transports) {
    try (Watched watched = run(jdk, "connection")) {
      Closes expected = new Closes();
      // Only the program that accepted the connection knows which side connected.
      expected.add("unknown local fin", 1);
      assertEquals(expected, watched.report.closes());
      assertEquals(1, watched.closes.count("server local fin"), watched.closes::toString);
      assertEquals(1, watched.report.timeWaitOfThisJvm(), watched.report::toString);
      watched.assertLinesBegin("com.example.workload.Inherited.main(Inherited.java:");
    }
  }

  @Holds(INHERITED_LISTENER)
  void connectionsOfAListenerThatIsInheritedAreCounted(Jdk jdk, Set<Transport> transports) {
    try (Watched watched = run(jdk, "listener")) {
      watched.assertClosesAgree();
      assertEquals(2 * CONNECTIONS, watched.closes.total(), watched.closes::toString);
      watched.assertLinesBegin("com.example.workload.ChannelEnd.close(ChannelEnd.java:");
    }
  }

  private Watched run(Jdk jdk, String what) {
    return Watched.run(
        jdk,
        (builder, address, port) ->
            builder.through(List.of(inherit.toString(), address, Integer.toString(port), what)),
        "Inherited",
        CONNECTIONS);
  }
}
