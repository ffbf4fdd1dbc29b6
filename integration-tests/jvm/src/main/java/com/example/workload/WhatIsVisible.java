package com.example.workload;

import com.example.support.Console;
import java.io.IOException;

/**
 * Prints which of the names in its arguments its own loader finds: {@code class NAME} or {@code
 * resource NAME}.
 *
 * <p>Arguments: port of a connection to close first, so that the agent works; names of classes.
 */
public final class WhatIsVisible {
  private WhatIsVisible() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    loopback.connect().close();
    loopback.accept().close();
    Console.say("ready");
    Console.awaitLine();
    ClassLoader loader = WhatIsVisible.class.getClassLoader();
    for (int i = 1; i < arguments.length; i++) {
      String name = arguments[i];
      try {
        Class.forName(name, false, loader);
        Console.say("class " + name);
      } catch (ClassNotFoundException | LinkageError e) {
        // The class is not visible.
      }
      if (loader.getResource(name.replace('.', '/') + ".class") != null) {
        Console.say("resource " + name);
      }
    }
    Console.say("done");
    Console.awaitEnd();
  }
}
