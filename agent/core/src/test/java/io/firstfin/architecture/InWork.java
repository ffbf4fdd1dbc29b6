package io.firstfin.architecture;

import java.util.HashMap;
import java.util.Map;

/** What breaks a rule while it is rebuilt, and by which helper; this class goes at the end. */
final class InWork {
  private static final Map<String, String> OWNERS = new HashMap<>();

  private InWork() {}

  /** A class by its simple name, or a package without a package-info by its full one. */
  static boolean has(String name) {
    return OWNERS.containsKey(name);
  }

  private static void owner(String helper, String... names) {
    for (String name : names) {
      OWNERS.put(name, helper);
    }
  }
}
