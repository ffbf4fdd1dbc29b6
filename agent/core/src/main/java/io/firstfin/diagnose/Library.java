package io.firstfin.diagnose;

import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A library by its packages, and what cures a finding in it. */
final class Library {
  final String name;
  private final List<String> packages;
  private final Map<FindingId, List<String>> remedies = new LinkedHashMap<>();
  private List<String> clientEnds = Collections.emptyList();
  private List<String> poolEmptied = Collections.emptyList();
  private List<String> poolCloses = Collections.emptyList();
  private List<String> poolOpens = Collections.emptyList();

  Library(String name, String... packages) {
    this.name = name;
    this.packages = Arrays.asList(packages);
  }

  /** For {@link Libraries}, while it lays out its table. */
  Library remedy(FindingId findingId, String... sentences) {
    remedies.put(
        findingId, Collections.unmodifiableList(new ArrayList<>(Arrays.asList(sentences))));
    return this;
  }

  /**
   * Methods that close a client with all its connections, and are in the stack of no other close.
   */
  Library clientEnds(String... methods) {
    clientEnds = Arrays.asList(methods);
    return this;
  }

  /**
   * Methods by which the application closes all that a client's pool has, and are in the stack of
   * no other close. Who makes a client for each call does so before giving it up.
   */
  Library poolEmptied(String... methods) {
    poolEmptied = Arrays.asList(methods);
    return this;
  }

  /** Methods by which a pool closes what is idle, and are in the stack of no other close. */
  Library poolCloses(String... methods) {
    poolCloses = Arrays.asList(methods);
    return this;
  }

  /** Methods that open a connection for a pool, and are in the stack of no other opening. */
  Library poolOpens(String... methods) {
    poolOpens = Arrays.asList(methods);
    return this;
  }

  /**
   * Those of {@link #clientEnds}, {@link #poolEmptied}, {@link #poolCloses} and {@link #poolOpens}.
   */
  List<String> frames() {
    List<String> frames = new ArrayList<>(clientEnds);
    frames.addAll(poolEmptied);
    frames.addAll(poolCloses);
    frames.addAll(poolOpens);
    return frames;
  }

  boolean endsClient(String frame) {
    return isOneOf(clientEnds, frame);
  }

  boolean emptiesPool(String frame) {
    return isOneOf(poolEmptied, frame);
  }

  boolean closesIdle(String frame) {
    return isOneOf(poolCloses, frame);
  }

  boolean opensForPool(String frame) {
    return isOneOf(poolOpens, frame);
  }

  /** A frame is the method, then in parentheses the place in the source. */
  static String method(String frame) {
    int end = frame.indexOf('(');
    return end < 0 ? frame : frame.substring(0, end);
  }

  private static boolean isOneOf(List<String> methods, String frame) {
    return methods.contains(method(frame));
  }

  boolean owns(String frame) {
    for (String prefix : packages) {
      if (frame.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** The sentences for a finding; empty when this library has none. */
  List<String> remedies(FindingId findingId) {
    return remedies.getOrDefault(findingId, Collections.<String>emptyList());
  }

  Map<FindingId, List<String>> remedies() {
    return Collections.unmodifiableMap(remedies);
  }
}
