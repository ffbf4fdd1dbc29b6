package io.firstfin.command;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The JDK's {@code com.sun.tools.attach}, by reflection: the core compiles for Java 8, where this
 * API is in a jar of its own, and the core's class loader does not see it.
 */
final class AttachApi implements TargetJvms {
  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

  private Class<?> virtualMachine;

  @Override
  public List<Entry> list() throws CommandFailure {
    List<Entry> entries = new ArrayList<Entry>();
    String self = ProcessCheck.self();
    for (Object descriptor : (List<?>) invoke("", virtualMachine(), null, "list")) {
      Class<?> type = descriptorType();
      String pid = (String) invoke("", type, descriptor, "id");
      String command = (String) invoke("", type, descriptor, "displayName");
      if (!pid.equals(self)) {
        entries.add(new Entry(pid, command.trim().split("\\s+")[0]));
      }
    }
    return entries;
  }

  @Override
  public TargetJvm attach(final String pid) throws CommandFailure {
    final Class<?> type = virtualMachine();
    final Object attached = invoke(pid, type, null, "attach", pid);
    return new TargetJvm() {
      @Override
      public void loadAgent(String jarPath, String arguments) throws CommandFailure {
        invoke(pid, type, attached, "loadAgent", jarPath, arguments);
      }

      @Override
      public String agentProperty(String name) throws CommandFailure {
        Object properties = invoke(pid, type, attached, "getAgentProperties");
        return ((Properties) properties).getProperty(name);
      }

      @Override
      public void release() {
        try {
          invoke(pid, type, attached, "detach");
        } catch (CommandFailure e) {
          // Nothing is left to release.
        }
      }
    };
  }

  private static Object invoke(
      String pid, Class<?> type, Object target, String method, String... arguments)
      throws CommandFailure {
    Class<?>[] types = new Class<?>[arguments.length];
    java.util.Arrays.fill(types, String.class);
    try {
      return type.getMethod(method, types).invoke(target, (Object[]) arguments);
    } catch (InvocationTargetException e) {
      if (AttachErrors.isUnreadableAnswer(e.getCause())) {
        return null;
      }
      throw new CommandFailure(AttachErrors.explain(pid, e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new CommandFailure("this Java's attach API is not as expected: " + e);
    }
  }

  private Class<?> descriptorType() throws CommandFailure {
    try {
      ClassLoader loader = virtualMachine().getClassLoader();
      return Class.forName(VIRTUAL_MACHINE + "Descriptor", false, loader);
    } catch (ClassNotFoundException e) {
      throw noAttachApi();
    }
  }

  private Class<?> virtualMachine() throws CommandFailure {
    if (virtualMachine == null) {
      virtualMachine = find();
    }
    return virtualMachine;
  }

  private static Class<?> find() throws CommandFailure {
    try {
      // Not the loader of this class: its parent, the platform's, does not define jdk.attach.
      return Class.forName(VIRTUAL_MACHINE, true, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException e) {
      return findInToolsJar();
    } catch (LinkageError e) {
      throw noAttachApi();
    }
  }

  /** Java 8 keeps the attach API in a jar of the JDK, next to the JRE that java.home names. */
  private static Class<?> findInToolsJar() throws CommandFailure {
    File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
    if (!tools.isFile()) {
      throw noAttachApi();
    }
    try {
      // Never closed, because the attach provider is used until this process ends.
      URLClassLoader loader = new URLClassLoader(new URL[] {tools.toURI().toURL()}, null);
      return Class.forName(VIRTUAL_MACHINE, true, loader);
    } catch (ClassNotFoundException e) {
      throw noAttachApi();
    } catch (LinkageError e) {
      throw noAttachApi();
    } catch (IOException e) {
      throw noAttachApi();
    }
  }

  private static CommandFailure noAttachApi() {
    return new CommandFailure(
        "this Java ("
            + System.getProperty("java.home")
            + ") cannot attach to a JVM, because it lacks the module jdk.attach: run this"
            + " command with the java of a JDK");
  }
}
