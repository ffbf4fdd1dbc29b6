package io.firstfin.correlate;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.SocketStates;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kernel that has the given sockets; all others are gone. */
final class FakeSockets implements SocketStates {
  private final Map<Long, TcpState> states = new HashMap<>();
  private final List<Long> cookies = new ArrayList<>();

  /** The error instead of an answer; null when the kernel answers. */
  String refusal;

  FakeSockets with(long cookie, TcpState state) {
    states.put(cookie, state);
    return this;
  }

  @Override
  public int add(
      InetAddress local, int localPort, InetAddress remote, int remotePort, long cookie) {
    cookies.add(cookie);
    return cookies.size() - 1;
  }

  @Override
  public void ask() throws KernelException {
    if (refusal != null) {
      throw new KernelException(refusal);
    }
  }

  @Override
  public int state(int number) {
    if (refusal != null) {
      return UNANSWERED;
    }
    TcpState state = states.get(cookies.get(number));
    return state == null ? GONE : state.number();
  }

  @Override
  public void clear() {
    cookies.clear();
  }
}
