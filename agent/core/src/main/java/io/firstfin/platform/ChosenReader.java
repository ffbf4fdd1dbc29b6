package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;

/**
 * Reads with the public API until {@link #prepare} has proved that the JVM's own form of a stack
 * can be read, and reads that form from then on. Any thread.
 */
final class ChosenReader implements CallSiteReader {
  private final CallSites sites;
  private final int depth;
  private final CallSiteReader walker;
  private final boolean leavesDeepStacks;

  /** Null until this is proved. */
  private volatile BacktraceReader proved;

  /**
   * @param walker the reader with the public API
   * @param leavesDeepStacks whether {@code walker} is cheaper for deep stacks
   * @param depth frames that are kept of a site
   */
  ChosenReader(CallSiteReader walker, boolean leavesDeepStacks, CallSites sites, int depth) {
    this.walker = walker;
    this.leavesDeepStacks = leavesDeepStacks;
    this.sites = sites;
    this.depth = depth;
  }

  @Override
  public void prepare() {
    int next = BacktraceProof.indexOfNext();
    if (next > 0 && proved == null) {
      // A read into another table loads the classes that the application's thread would load
      // otherwise.
      reader(new CallSites(sites.kinds()), next).read();
      proved = reader(sites, next);
    }
  }

  private BacktraceReader reader(CallSites table, int next) {
    return new BacktraceReader(table, depth, walker, leavesDeepStacks, next);
  }

  /** Whether {@link #prepare} has found that stacks can be read in the JVM's own form. */
  boolean isProved() {
    return proved != null;
  }

  @Override
  public int read() {
    BacktraceReader reader = proved;
    return reader == null ? walker.read() : reader.read();
  }
}
