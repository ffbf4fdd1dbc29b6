package io.firstfin.correlate;

import io.firstfin.picture.Lifetime;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;

/** Lifetimes of connections by role and initiator. One thread. */
final class Lifetimes {
  private static final Role[] ROLES = Role.values();
  private static final Initiator[] INITIATORS = Initiator.values();

  private final long[] counts = new long[ROLES.length * INITIATORS.length];
  private final long[] nanos = new long[counts.length];

  /** {@code age} is in nanoseconds. A negative age is unknown and is not counted. */
  void add(Role role, Initiator initiator, long age) {
    if (age >= 0) {
      int index = index(role, initiator);
      counts[index]++;
      nanos[index] += age;
    }
  }

  List<Lifetime> list() {
    List<Lifetime> list = new ArrayList<Lifetime>();
    for (Role role : ROLES) {
      for (Initiator initiator : INITIATORS) {
        int index = index(role, initiator);
        if (counts[index] > 0) {
          list.add(new Lifetime(role, initiator, counts[index], nanos[index]));
        }
      }
    }
    return list;
  }

  private static int index(Role role, Initiator initiator) {
    return role.ordinal() * INITIATORS.length + initiator.ordinal();
  }
}
