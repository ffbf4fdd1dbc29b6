package io.firstfin.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.firstfin.bootstrap.SocketEvents;
import io.firstfin.bootstrap.SocketHooks;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class WeaverTest {
  @Test
  void everyHookOfASocketFindsItsMethod() throws IOException {
    assertEquals(
        Set.of(
            "NioSocketImpl.create created",
            "NioSocketImpl.connect connected",
            "NioSocketImpl.accept accepted",
            "NioSocketImpl.bind bindFailed",
            "NioSocketImpl.close closing",
            "NioSocketImpl.close closed",
            "NioSocketImpl.tryClose releasing",
            "NioSocketImpl.shutdownOutput shuttingOutput",
            "NioSocketImpl.shutdownOutput closed",
            "NioSocketImpl.setOption lingerSet",
            "NioSocketImpl.lambda leaking",
            "NioSocketImpl.lambda closed"),
        calls("sun/nio/ch/NioSocketImpl"));
  }

  @Test
  void everyHookOfAPlainSocketFindsItsMethodButTheFinalizers() throws IOException {
    // JDK 17 has the class for jdk.net.usePlainSocketImpl, without a finalizer.
    assertEquals(
        Set.of(
            "AbstractPlainSocketImpl.create created",
            "AbstractPlainSocketImpl.bind bindFailed",
            "AbstractPlainSocketImpl.doConnect connected",
            "AbstractPlainSocketImpl.accept accepted",
            "AbstractPlainSocketImpl.socketPreClose closing",
            "AbstractPlainSocketImpl.socketPreClose closed",
            "AbstractPlainSocketImpl.shutdownOutput shuttingOutput",
            "AbstractPlainSocketImpl.shutdownOutput closed",
            "AbstractPlainSocketImpl.setOption lingerSet"),
        calls("java/net/AbstractPlainSocketImpl"));
  }

  @Test
  void everyHookOfAChannelFindsItsMethod() throws IOException {
    assertEquals(
        Set.of(
            "SocketChannelImpl.<init> created",
            "SocketChannelImpl.bind bindFailed",
            "SocketChannelImpl.connect connected",
            "SocketChannelImpl.finishConnect connected",
            "SocketChannelImpl.blockingConnect connected",
            "SocketChannelImpl.implCloseSelectableChannel closing",
            "SocketChannelImpl.implCloseSelectableChannel closed",
            "SocketChannelImpl.tryClose releasing",
            "SocketChannelImpl.shutdownOutput shuttingOutput",
            "SocketChannelImpl.shutdownOutput closed",
            "SocketChannelImpl.setOption lingerSet"),
        calls("sun/nio/ch/SocketChannelImpl"));
  }

  @Test
  void aCollectedDescriptorIsHeardOfBeforeItCloses() throws IOException {
    assertEquals(
        Set.of("SocketCleanable.performCleanup leaking", "SocketCleanable.performCleanup closed"),
        calls("java/net/SocketCleanable"));
  }

  @Test
  void anAcceptIsHeardOfOnce() throws IOException {
    assertEquals(
        Set.of("ServerSocketChannelImpl.finishAccept accepted"),
        calls("sun/nio/ch/ServerSocketChannelImpl"));
  }

  @Test
  void theEndOfATlsHandshakeAndItsWarningsAreHeardOf() throws IOException {
    assertEquals(
        Set.of("TransportContext.finishHandshake secured", "TransportContext.warning warning"),
        calls("sun/security/ssl/TransportContext"));
  }

  @Test
  void anAdaptorIsLeftAloneWhereItsChannelTellsOfATimedConnect() throws IOException {
    String adaptor = "sun/nio/ch/SocketAdaptor";

    assertNull(Weaver.weave(adaptor, classFile(adaptor), SocketClasses.hooks(adaptor)));
  }

  @Test
  void aThreadThatIsStoppedInAHookEndsAfterTheClose() throws Exception {
    String name = Closeable.class.getName();
    byte[] woven =
        Weaver.weave(
            name.replace('.', '/'),
            classFile(name.replace('.', '/')),
            List.of(
                Hook.named("close")
                    .before(SocketCalls.closing(Value.SELF, Value.NO_DESCRIPTOR))
                    .atEnd(SocketCalls.closed())));
    long errorsBefore = SocketHooks.errors();
    for (String stoppedIn : List.of("closing", "closed")) {
      AtomicBoolean done = new AtomicBoolean();
      Runnable socket =
          (Runnable)
              new OneClass(name, woven).loadClass(name).getConstructors()[0].newInstance(done);
      SocketHooks.connect(new StopsThread(stoppedIn));
      try {
        assertThrows(ThreadDeath.class, socket::run, stoppedIn);
      } finally {
        SocketHooks.connect(null);
      }
      assertTrue(done.get(), stoppedIn);
    }
    assertEquals(errorsBefore, SocketHooks.errors());
  }

  /** Its {@code close} is instrumented. */
  public static final class Closeable implements Runnable {
    private final AtomicBoolean done;

    public Closeable(AtomicBoolean done) {
      this.done = done;
    }

    @Override
    public void run() {
      close();
    }

    private void close() {
      done.set(true);
    }
  }

  private static final class StopsThread extends SocketEvents {
    private final String hook;

    StopsThread(String hook) {
      this.hook = hook;
    }

    @Override
    public Object closing(Object socket, int descriptor) {
      stopIf("closing");
      return socket;
    }

    @Override
    public void closed(Object begun) {
      stopIf("closed");
    }

    private void stopIf(String here) {
      if (hook.equals(here)) {
        throw new ThreadDeath();
      }
    }
  }

  /**
   * {@code Class.method hook} for each call of a hook. The names of lambdas are without their
   * numbers.
   */
  private static Set<String> calls(String internalName) throws IOException {
    byte[] woven =
        Weaver.weave(internalName, classFile(internalName), SocketClasses.hooks(internalName));
    assertNotNull(woven);
    String simpleName = internalName.substring(internalName.lastIndexOf('/') + 1);
    Set<String> calls = new TreeSet<>();
    new ClassReader(woven)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String type, boolean isInterface) {
                    if (owner.equals("io/firstfin/bootstrap/SocketHooks")
                        && !called.equals("escaped")) {
                      calls.add(simpleName + "." + name.split("\\$")[0] + " " + called);
                    }
                  }
                };
              }
            },
            ClassReader.SKIP_FRAMES);
    return calls;
  }

  private static byte[] classFile(String internalName) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
      assumeTrue(in != null, "this JDK has no " + internalName);
      return in.readAllBytes();
    }
  }
}
