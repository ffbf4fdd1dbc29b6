package com.example.workload;

import com.example.support.Console;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;

/**
 * Chooses the builder of the platform's MBean server, and makes the server after a line; then waits
 * for an MBean.
 *
 * <p>Argument: the MBean's object name.
 */
public final class OwnMBeanServer {
  private static final int TRIES = 600;

  private static volatile String madeBy = "the JDK's builder";

  private OwnMBeanServer() {}

  public static void main(String[] arguments) throws Exception {
    new ServerSocket(0).close();
    Console.say("used sockets");
    Console.awaitLine();
    System.setProperty("javax.management.builder.initial", Builder.class.getName());
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Console.say("made by " + madeBy);
    ObjectName name = new ObjectName(arguments[0]);
    for (int i = 0; i < TRIES && !server.isRegistered(name); i++) {
      Thread.sleep(50);
    }
    Console.say("registered " + server.isRegistered(name));
    Console.awaitEnd();
  }

  /** The builder of the application's MBean servers. */
  public static final class Builder extends MBeanServerBuilder {
    @Override
    public MBeanServer newMBeanServer(
        String domain, MBeanServer outer, MBeanServerDelegate delegate) {
      madeBy = "the application's builder";
      return super.newMBeanServer(domain, outer, delegate);
    }
  }
}
