package io.firstfin.agent;

import java.util.Set;

/**
 * Initialises, on the agent's thread, what else the first socket event initialises: one that comes
 * at the end of its thread's stack would spoil it for good.
 */
final class FirstUse {
  private static final String[] ALWAYS = {
    "Classification",
    "GiveUp",
    "How",
    "Initiator",
    "LogScale",
    "OpenConnections",
    "RecordFacts",
    "RecordPorts",
    "Role",
    "SecondLook",
    "TcpInfo",
    "SocketFields",
    "SocketFields$KernelAddresses",
    "SocketFields$NewDescriptor",
    "ConnectionRecorder$WithoutLibc"
  };

  /** A class of the JDK, and what is initialised when that has been met, not to load it. */
  private static final String[][] WHEN_MET = {
    {"AbstractPlainSocketImpl", "SocketFields$PlainSocket"},
    {"SocketChannelImpl", "SocketFields$ChannelRelease"},
    {"AsynchronousSocketChannelImpl", "SocketFields$AsynchronousChannel"}
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
      Class.forName("io.firstfin.record." + name, true, FirstUse.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
    }
  }
}
