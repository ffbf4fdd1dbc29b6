package io.firstfin.diagnose;

import java.util.List;

/** What no remedy may contain, in lower case. */
public final class UntrueRemedies {
  public static final List<String> ALL =
      List.of(
          "tcp_fin_timeout",
          "tcp_tw_recycle",
          "lower tcp_max_tw_buckets",
          "lower net.ipv4.tcp_max_tw_buckets",
          "lowering",
          "linger",
          "ulimit",
          "system.gc");

  private UntrueRemedies() {}
}
