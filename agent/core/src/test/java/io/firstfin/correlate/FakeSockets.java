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
  private final Map<Integer, TcpState> byPort = new HashMap<>();
  private final List<Object> questions = new ArrayList<>();

  /** The error instead of an answer; null when the kernel answers. */
  String refusal;

  /** What asking throws; null when it throws nothing. */
  RuntimeException fault;

  /** What happens the next time that the kernel is asked; null for nothing. */
  Runnable meanwhile;

  FakeSockets with(long cookie, TcpState state) {
    states.put(cookie, state);
    return this;
  }

  /** A socket that is found by its address pair alone. */
  FakeSockets withLocalPort(int port, TcpState state) {
    byPort.put(port, state);
    return this;
  }

  @Override
  public int add(
      InetAddress local, int localPort, InetAddress remote, int remotePort, long cookie) {
    questions.add(cookie == 0 ? (Object) localPort : (Object) cookie);
    return questions.size() - 1;
  }

  @Override
  public void ask() throws KernelException {
    if (fault != null) {
      throw fault;
    }
    if (meanwhile != null) {
      Runnable once = meanwhile;
      meanwhile = null;
      once.run();
    }
    if (refusal != null) {
      throw new KernelException(refusal);
    }
  }

  @Override
  public int state(int number) {
    if (refusal != null) {
      return UNANSWERED;
    }
    Object question = questions.get(number);
    TcpState state = question instanceof Long ? states.get(question) : byPort.get(question);
    return state == null ? GONE : state.number();
  }

  @Override
  public void clear() {
    questions.clear();
  }
}
