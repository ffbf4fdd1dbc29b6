package io.firstfin.agent;

import java.util.Set;

/**
 * Initialises, on the agent's thread, what else the first socket event initialises: one that comes
 * at the end of its thread's stack would spoil it for good.
 */
final class FirstUse {
  private static final String[] ALWAYS = {
    "record.Classification",
    "record.GiveUp",
    "vocabulary.How",
    "vocabulary.Initiator",
    "record.LogScale",
    "record.OpenConnections",
    "record.RecordFacts",
    "record.RecordPorts",
    "vocabulary.Role",
    "record.SecondLook",
    "record.TcpInfo",
    "record.SocketFields",
    "record.SocketFields$KernelAddresses",
    "record.SocketFields$NewDescriptor",
    "record.ConnectionRecorder$WithoutLibc"
  };

  /** A class of the JDK, and what is initialised when that has been met, not to load it. */
  private static final String[][] WHEN_MET = {
    {"AbstractPlainSocketImpl", "record.SocketFields$PlainSocket"},
    {"SocketChannelImpl", "record.SocketFields$ChannelRelease"},
    {"AsynchronousSocketChannelImpl", "record.SocketFields$AsynchronousChannel"}
  };

  private FirstUse() {}

  /** {@code met} are the simple names of the instrumented classes; may be called again. */
  static void prepare(Set<String> met) {
    for (String name : ALWAYS) {
      initialize(name);
    }
    for (String[] pair : WHEN_MET) {
      if (met.contains(pair[0])) {
        initialize(pair[1]);
      }
    }
  }

  private static void initialize(String name) {
    try {
      Class.forName("io.firstfin." + name, true, FirstUse.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
    }
  }
}
