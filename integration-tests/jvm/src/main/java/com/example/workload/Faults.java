package com.example.workload;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Which methods of FirstFIN were reached, and which are to throw the next time. */
enum Faults {
  /** On the application's threads. */
  OF_THE_APPLICATION(0),
  /** On the agent's. */
  OF_THE_AGENT(2);

  /** The key of {@link FaultAgent.Throwing}. */
  private static final String KEY = "com.example.faults";

  private final int at;

  Faults(int at) {
    this.at = at;
  }

  static void publish() {
    Map<?, ?>[] maps = new Map<?, ?>[4];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = new ConcurrentHashMap<String, Object>();
    }
    System.getProperties().put(KEY, maps);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(int index) {
    return ((Map<String, Object>[]) System.getProperties().get(KEY))[index];
  }

  SortedSet<String> reached() {
    return new TreeSet<>(map(at).keySet());
  }

  /** The method throws when it is called the next time. */
  void arm(String method, Throwable fault) {
    map(at + 1).put(method, fault);
  }

  /** Whether it still waits to throw. */
  boolean isArmed(String method) {
    return map(at + 1).containsKey(method);
  }

  void disarm(String method) {
    map(at + 1).remove(method);
  }
}
