package com.example.workload;

import com.example.support.Console;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;

/**
 * Answers the calls of {@link RemoteMethodCalls}.
 *
 * <p>Arguments: port of the registry, and after it that of the object.
 */
public final class RemoteMethodServer implements RemoteMethodCalls.Clock {
  private RemoteMethodServer() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    RemoteMethodServer server = new RemoteMethodServer();
    Registry registry = LocateRegistry.createRegistry(port);
    registry.rebind("clock", UnicastRemoteObject.exportObject(server, port + 1));
    Console.say("ready");
    Console.awaitEnd();
    System.exit(0);
  }

  @Override
  public long time() {
    return System.currentTimeMillis();
  }
}
