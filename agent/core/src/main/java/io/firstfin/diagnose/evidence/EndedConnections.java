package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.RuleInput;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The recent ends of one subject's connections: of a destination, or of a listening port. */
public final class EndedConnections {
  /** Fewer connections than this cannot show that a figure is constant. */
  private static final int FEW = 5;

  /** A connection that ends later after its last data was idle. */
  private static final long AT_ONCE_MILLIS = 1000;

  public final Role role;

  /** {@code 10.0.0.5:6379} as a client, {@code *:8080} as a server. */
  public final String subject;

  /** One destination as a client, all clients as a server. */
  public final List<Destination> destinations = new ArrayList<>();

  private EndedConnections(Role role, String subject) {
    this.role = role;
    this.subject = subject;
  }

  /**
   * In the order of the picture. Connections of an unknown role are left out, and subjects of which
   * fewer connections have ended, because most destinations have few.
   */
  public static Collection<EndedConnections> of(RuleInput input, long least) {
    Map<String, EndedConnections> bySubject = new LinkedHashMap<>();
    for (Destination destination : input.picture.destinations) {
      if (destination.role == Role.SERVER
          || destination.role == Role.CLIENT && ended(destination) >= least) {
        String subject =
            destination.role == Role.SERVER ? "*:" + destination.listeningPort : destination.remote;
        bySubject
            .computeIfAbsent(subject, key -> new EndedConnections(destination.role, key))
            .destinations
            .add(destination);
      }
    }
    bySubject.values().removeIf(ended -> ended.count() < least);
    return bySubject.values();
  }

  private long count() {
    long count = 0;
    for (Destination destination : destinations) {
      count += ended(destination);
    }
    return count;
  }

  /** Recent ends of which some figure is known. */
  private static long ended(Destination destination) {
    long count = 0;
    for (Ending ending : destination.ends.byInitiator) {
      count += Math.max(ending.exchanges.count, ending.idleMillis.count);
    }
    return count;
  }

  /** The sites that ended the connections in any way. */
  public List<ClosingShare> closingSites(RuleInput input) {
    if (role == Role.CLIENT) {
      return destinations.get(0).closingSites;
    }
    int listeningPort = destinations.get(0).listeningPort;
    for (ListeningPort port : input.picture.listeningPorts) {
      if (port.port == listeningPort) {
        return port.closingSites;
      }
    }
    return Collections.emptyList();
  }

  /** How many connections have a known figure. */
  public long count(Predicate<Ending> which, Function<Ending, Spread> figure) {
    long count = 0;
    for (Destination destination : destinations) {
      for (Ending ending : destination.ends.byInitiator) {
        count += which.test(ending) ? figure.apply(ending).count : 0;
      }
    }
    return count;
  }

  /**
   * The figure where it is nearly the same on most connections, without those that differ; {@link
   * Spread#UNKNOWN} where it is not.
   *
   * @param ratio of the largest to the smallest value, up to which values are nearly the same
   */
  public Spread constant(Predicate<Ending> which, Function<Ending, Spread> figure, double ratio) {
    Spread heaviest = Spread.UNKNOWN;
    List<Spread> constant = new ArrayList<>();
    for (Destination destination : destinations) {
      for (Ending ending : destination.ends.byInitiator) {
        Spread spread = figure.apply(ending);
        if (which.test(ending) && isConstant(spread, ratio)) {
          constant.add(spread);
          heaviest = spread.count > heaviest.count ? spread : heaviest;
        }
      }
    }
    Spread sum = Spread.UNKNOWN;
    for (Spread spread : constant) {
      long low = sum.count == 0 ? spread.low : Math.min(sum.low, spread.low);
      long high = Math.max(sum.high, spread.high);
      if (spread == heaviest
          || Math.max(high, heaviest.high) <= ratio * Math.min(low, heaviest.low)) {
        sum = new Spread(sum.count + spread.count, low, heaviest.median, high);
      }
    }
    return sum.count * 2 > count(which, figure) ? sum : Spread.UNKNOWN;
  }

  /**
   * Whether the middle eight tenths of the values differ by at most this ratio, or by one, because
   * figures are exact to about one. A low value of 0 never does.
   */
  public static boolean isConstant(Spread spread, double ratio) {
    return spread.count >= FEW
        && spread.low > 0
        && spread.high <= Math.max(ratio * spread.low, spread.low + 1);
  }

  /** Whether most connections ended right after their last data, and not after an idle time. */
  static boolean isAtOnce(Spread idleMillis) {
    return idleMillis.count > 0 && idleMillis.median < AT_ONCE_MILLIS;
  }
}
