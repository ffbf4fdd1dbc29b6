package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.io.FileDescriptor;
import java.net.SocketImpl;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The kinds of socket. Each is initialised at its first socket, or earlier by {@link #prepare}. */
final class SocketKinds {
  private SocketKinds() {}

  /** The kind of a socket that a hook reports; null means a native transport's socket. */
  static SocketKind of(Object socket) {
    if (socket == null) {
      return NativeKind.KIND;
    }
    if (socket instanceof SocketImpl) {
      return NioSocketKind.includes(socket) ? NioSocketKind.KIND : PlainSocketKind.KIND;
    }
    if (socket instanceof FileDescriptor) {
      return DescriptorKind.KIND;
    }
    return socket instanceof AsynchronousSocketChannel
        ? AsynchronousChannelKind.KIND
        : ChannelKind.KIND;
  }

  /**
   * Initialises the classes that the first event of a socket would initialise. If that event came
   * when its thread's stack is almost full, the initialisation would fail for good.
   *
   * @param met simple names of the socket classes that are in use; this loads no other
   */
  static void prepare(Set<String> met) {
    initialize(
        Classification.class,
        CloseRecorder.class,
        CloseRecords.class,
        Closing.class,
        FinFirst.class,
        GiveUp.class,
        HalfCloseRecorder.class,
        How.class,
        Initiator.class,
        LogScale.class,
        OpenConnections.class,
        PendingCloses.class,
        RecordFacts.class,
        RecordPorts.class,
        Role.class,
        ReleaseHook.class,
        TcpAnswer.class,
        TcpInfo.class,
        TcpInfoStruct.class,
        TlsTraffic.class,
        Verdict.class);
    initialize(OpenRecords.parts());
    initialize(Probes.parts());
    initialize(Descriptors.parts());
    initialize(DescriptorKind.class, NativeKind.class);
    if (met.contains("TransportContext")) {
      initialize(TlsSockets.class);
    }
    for (SocketKind kind : met(met)) {
      initialize(kind.parts());
    }
  }

  /**
   * The kinds of the JDK's sockets that are in use.
   *
   * @param met simple names of the socket classes that are in use; this touches no other
   */
  static List<SocketKind> met(Set<String> met) {
    List<SocketKind> kinds = new ArrayList<SocketKind>();
    if (met.contains("NioSocketImpl")) {
      kinds.add(NioSocketKind.KIND);
    }
    if (met.contains("AbstractPlainSocketImpl")) {
      kinds.add(PlainSocketKind.KIND);
    }
    if (met.contains("SocketChannelImpl")) {
      kinds.add(ChannelKind.KIND);
    }
    if (met.contains("AsynchronousSocketChannelImpl")) {
      kinds.add(AsynchronousChannelKind.KIND);
    }
    return kinds;
  }

  private static void initialize(Class<?>... types) {
    for (Class<?> type : types) {
      try {
        Class.forName(type.getName(), true, type.getClassLoader());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
      }
    }
  }
}
