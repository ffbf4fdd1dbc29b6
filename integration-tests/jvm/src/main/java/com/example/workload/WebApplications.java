package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A container with two applications. Each has a class loader of its own, and so a copy of
 * Micrometer of its own. Lines in: {@code meters N} prints those of application N; {@code drop N}
 * removes the application and prints whether its class loader could be collected.
 *
 * <p>Arguments: port of a connection to close first, so that the agent works; the files of an
 * application's class path.
 */
public final class WebApplications {
  private static final long COLLECT_NANOS = 20_000_000_000L;

  private final URLClassLoader[] loaders = new URLClassLoader[2];
  private final List<Supplier<List<String>>> applications = new ArrayList<>();

  private WebApplications() {}

  public static void main(String[] arguments) throws Exception {
    new Loopback(Integer.parseInt(arguments[0])).closeClientFirst(1);
    URL[] classPath = new URL[arguments.length - 1];
    for (int i = 0; i < classPath.length; i++) {
      classPath[i] = Paths.get(arguments[i + 1]).toUri().toURL();
    }
    new WebApplications().run(classPath);
  }

  private void run(URL[] classPath) throws Exception {
    deploy(0, classPath, "global");
    deploy(1, classPath, "own");
    Console.say("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null; ) {
      int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
      if (line.startsWith("drop ")) {
        Console.say(drop(number) ? "collected" : "kept");
      } else {
        applications.get(number).get().forEach(meter -> Console.say("meter " + meter));
        Console.say("meters");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void deploy(int number, URL[] classPath, String registry) throws Exception {
    loaders[number] = new URLClassLoader(classPath, ClassLoader.getSystemClassLoader().getParent());
    applications.add(
        (Supplier<List<String>>)
            loaders[number]
                .loadClass("com.example.workload.MeteredApplication")
                .getConstructor(String.class)
                .newInstance(registry));
  }

  private boolean drop(int number) throws Exception {
    WeakReference<ClassLoader> dropped = new WeakReference<>(loaders[number]);
    applications.set(number, null);
    loaders[number].close();
    loaders[number] = null;
    long start = System.nanoTime();
    while (dropped.get() != null && System.nanoTime() - start < COLLECT_NANOS) {
      System.gc();
      Thread.sleep(100);
    }
    return dropped.get() == null;
  }
}
