package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.vocabulary.Role;
import java.io.FileDescriptor;
import java.util.Set;

/**
 * Takes the way of a close before its FIN so often that the JVM compiles it: until then the FINs of
 * a JVM leave some ten microseconds later. It closes nothing: its connections are numbers in tables
 * of its own. For the agent's thread; it takes some milliseconds of CPU, once.
 */
public final class Rehearsal {
  /** The JVM compiles what has run 200 times (-XX:Tier3InvocationThreshold). */
  private static final int TIMES = 300;

  /** Enough for an overdrawn budget to read no stack in one of them. */
  private static final int CHOICES = 2;

  private static final int DESCRIPTOR = 3;
  private static final long COOKIE = 1;

  private final Recorder recorder = new Recorder(new RecordRing(8), () -> CallSites.UNKNOWN);
  private final FileDescriptor object = new FileDescriptor();

  private Rehearsal() {}

  /**
   * @param met simple names of the socket classes that are in use; no other is touched
   */
  public static void run(Set<String> met) throws Throwable {
    for (SocketKind kind : SocketKinds.met(met)) {
      if (kind.describesBlindly()) {
        new Rehearsal().close(kind);
      }
    }
  }

  /**
   * Takes the ways of a close and of an opening whose stack is not read because a sample is enough.
   * The JVM's compiler leaves out a way that was never taken, and throws away the compiled code
   * when it is taken after all. So this must run while the JVM counts which ways are taken: between
   * some 200 and 5,000 calls. It takes a microsecond.
   */
  public static void spareStacks() {
    StackReads spared = new StackReads(() -> CallSites.UNKNOWN, StackBudget.overdrawn());
    spared.atOpening();
    for (int i = 0; i < CHOICES; i++) {
      new Closing(0, RecordFacts.CLOSED, DESCRIPTOR, 0, null, 0).readSite(spared);
    }
  }

  private void close(SocketKind kind) throws Throwable {
    int owner = kind.owner(object);
    recorder.probes.use(new Kernel());
    recorder.probes.settlesLater(true);
    for (int i = 0; i < TIMES; i++) {
      long now = System.nanoTime();
      recorder.open().opened(DESCRIPTOR, owner, Role.CLIENT, now, CallSites.UNKNOWN, COOKIE);
      recorder.close(now, kind, this, object, DESCRIPTOR);
      // What comes before ends here on the agent's thread, and is compiled all the same.
      SocketHooks.closing(object, object, DESCRIPTOR);
      recorder.closing(object, object, DESCRIPTOR);
      SocketKinds.of(object);
      if (kind == NioSocketKind.KIND) {
        NioSocketKind.includes(object);
      }
    }
  }

  /** A kernel in which each connection is open. */
  private static final class Kernel implements SocketProbe {
    private static final TcpAnswer OPEN = TcpAnswer.of(TcpInfo.pack(1, 0, 0, -1, -1, -1, 0), 1);

    @Override
    public TcpAnswer ask(int descriptor, FileDescriptor object) {
      return OPEN;
    }

    @Override
    public boolean tellsFinSent() {
      return true;
    }

    @Override
    public boolean wasReset(TcpAnswer answer, int descriptor, FileDescriptor object) {
      return false;
    }

    @Override
    public long unread(int descriptor, FileDescriptor object) {
      return 0;
    }
  }
}
