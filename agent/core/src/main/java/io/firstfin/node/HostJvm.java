package io.firstfin.node;

import io.firstfin.kernel.DescriptorUse;
import io.firstfin.picture.Descriptors;
import java.io.File;

/** One JVM, as procfs shows it. Immutable. */
public final class HostJvm {
  public final String pid;

  /** The main class or jar; empty when unknown. */
  public final String main;

  /** The Spring application's name, or else {@link #main}. */
  public final String name;

  /** The number of its network namespace; empty when this user may not look into the process. */
  public final String namespace;

  /** Whether a thread named like the agent's runs in it. Only the agent itself can be sure. */
  public final boolean seemsWatched;

  /** A JVM of which procfs shows nothing. */
  public static HostJvm known(String pid, String main) {
    return new HostJvm(pid, main, main, "", false);
  }

  /**
   * How many descriptors a process has.
   *
   * @param process its folder below /proc
   */
  public static Descriptors descriptors(File process) {
    return new Descriptors(
        DescriptorUse.taken(new File(process, "fd")),
        DescriptorUse.limit(new File(process, "limits").toPath()));
  }

  HostJvm(String pid, String main, String name, String namespace, boolean seemsWatched) {
    this.pid = pid;
    this.main = main;
    this.name = name;
    this.namespace = namespace;
    this.seemsWatched = seemsWatched;
  }
}
