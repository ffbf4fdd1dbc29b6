package io.firstfin.agent;

import io.firstfin.record.Recorder;
import io.firstfin.thread.AgentThread;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds out whether what is installed works: it closes a socket that was never connected and checks
 * whether the hook was called. Nothing goes to the network. It runs on the agent's thread, whose
 * events are not recorded.
 */
final class SelfTest {
  private SelfTest() {}

  /** For each class of {@code outcomes} that is on: {@code on}, or why its hooks do not work. */
  static Map<String, String> run(Map<String, String> outcomes, Recorder recorder) {
    Map<String, String> results = new TreeMap<String, String>(outcomes);
    check(results, "NioSocketImpl", recorder, SelfTest::closeNioSocket);
    check(results, "AbstractPlainSocketImpl", recorder, SelfTest::closePlainSocket);
    check(results, "SocketChannelImpl", recorder, SelfTest::closeChannel);
    return results;
  }

  private static void check(
      Map<String, String> results, String name, Recorder recorder, Attempt attempt) {
    if (!"on".equals(results.get(name)) || !AgentThread.isCurrent()) {
      return;
    }
    long before = recorder.seenFromAgent();
    try {
      if (!attempt.close()) {
        return;
      }
    } catch (Exception | LinkageError e) {
      results.put(name, "on, not tested: " + e);
      return;
    }
    if (recorder.seenFromAgent() == before) {
      results.put(name, "installed, but its hooks are not heard");
    }
  }

  private static boolean closeNioSocket() throws Exception {
    Class<?> type = Class.forName("sun.nio.ch.NioSocketImpl", true, null);
    return closeSocket(type, type.getConstructor(boolean.class).newInstance(false));
  }

  private static boolean closePlainSocket() throws Exception {
    Constructor<?> constructor;
    Object[] arguments = {};
    Class<?> type = Class.forName("java.net.PlainSocketImpl", true, null);
    try {
      constructor = type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      constructor = type.getDeclaredConstructor(boolean.class);
      arguments = new Object[] {false};
    }
    constructor.setAccessible(true);
    return closeSocket(type.getSuperclass(), constructor.newInstance(arguments));
  }

  /** Not through java.net.Socket, because its factory can be the application's. */
  private static boolean closeSocket(Class<?> type, Object socket) throws Exception {
    Method create = type.getDeclaredMethod("create", boolean.class);
    create.setAccessible(true);
    create.invoke(socket, true);
    Method close = type.getDeclaredMethod("close");
    close.setAccessible(true);
    close.invoke(socket);
    return true;
  }

  private static boolean closeChannel() throws Exception {
    SelectorProvider provider = SelectorProvider.provider();
    if (provider.getClass().getClassLoader() != null) {
      return false;
    }
    SocketChannel channel = provider.openSocketChannel();
    channel.close();
    return true;
  }

  private interface Attempt {
    boolean close() throws Exception;
  }
}
