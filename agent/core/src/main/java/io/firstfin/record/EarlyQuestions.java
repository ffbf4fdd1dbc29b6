package io.firstfin.record;

import io.firstfin.vocabulary.Role;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Decides whether a connection's cookie, and for some kinds of socket this end's address, are asked
 * when it opens, so that the questions do not delay its FIN. That pays in a role in which this JVM
 * closes first; where the peers do, nobody needs the answers. Any thread; an update that is lost
 * does no harm.
 */
final class EarlyQuestions {
  /** So many closes of one kind in a row outweigh any history. */
  private static final int MOST = 16;

  private final AtomicIntegerArray needed = new AtomicIntegerArray(Role.values().length);

  boolean pay(Role role) {
    return needed.get(role.ordinal()) >= 0;
  }

  /** A connection of this role has closed, and its cookie was needed or not. */
  void closed(Role role, boolean isNeeded) {
    int before = needed.get(role.ordinal());
    int after = isNeeded ? Math.min(before + 1, MOST) : Math.max(before - 1, -MOST);
    if (after != before) {
      needed.lazySet(role.ordinal(), after);
    }
  }
}
