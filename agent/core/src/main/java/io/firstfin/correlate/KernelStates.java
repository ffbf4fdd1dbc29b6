package io.firstfin.correlate;

import io.firstfin.picture.KernelView;
import io.firstfin.picture.Picture;
import io.firstfin.picture.TimeWait;
import io.firstfin.vocabulary.TcpState;
import java.util.EnumMap;
import java.util.Map;

/** Collects the sockets by state, and those in TIME_WAIT by owner. */
final class KernelStates extends Collector {
  /**
   * States whose sockets cannot be assigned to a process: when the peer's FIN came first, our close
   * leaves no record by which the socket is found, and a connection that is still being accepted
   * has no descriptor yet.
   */
  private static final TcpState[] WITHOUT_OWNER = {TcpState.LAST_ACK, TcpState.SYN_RECEIVED};

  private KernelView kernel = KernelView.UNKNOWN;
  private TimeWait timeWait = TimeWait.UNKNOWN;

  @Override
  void endCheck(KernelCheck check) {
    Map<TcpState, Integer> all = new EnumMap<TcpState, Integer>(TcpState.class);
    Map<TcpState, Integer> own = new EnumMap<TcpState, Integer>(TcpState.class);
    timeWait = TimeWait.UNKNOWN;
    if (check.isWhole()) {
      add(check.census, all, own);
      int total = all.get(TcpState.TIME_WAIT);
      int ofThisJvm = own.get(TcpState.TIME_WAIT);
      timeWait = new TimeWait(total, ofThisJvm, total - ofThisJvm);
    } else if (check.quickTimeWait == 0) {
      all.put(TcpState.TIME_WAIT, 0);
      timeWait = new TimeWait(0, 0, 0);
    }
    kernel = new KernelView(check.source, check.millis, all, own);
  }

  private static void add(
      CensusCounts census, Map<TcpState, Integer> all, Map<TcpState, Integer> own) {
    for (TcpState state : TcpState.values()) {
      all.put(state, census.states[state.number()]);
      if (census.areOwnersKnown) {
        own.put(state, census.statesOfThisJvm[state.number()]);
      }
    }
    own.put(TcpState.TIME_WAIT, census.statesOfThisJvm[TcpState.TIME_WAIT.number()]);
    for (TcpState state : WITHOUT_OWNER) {
      own.remove(state);
    }
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.kernel(kernel).timeWait(timeWait);
  }
}
