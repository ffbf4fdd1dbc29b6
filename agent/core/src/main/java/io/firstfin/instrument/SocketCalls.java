package io.firstfin.instrument;

/** The calls of {@link io.firstfin.bootstrap.SocketHooks}, which says what they mean. */
final class SocketCalls {
  static final String HOOKS = "io/firstfin/bootstrap/SocketHooks";

  private SocketCalls() {}

  static Call created(Value socket, Value descriptor) {
    return Call.of(HOOKS, "created", "(Ljava/lang/Object;I)V", socket, descriptor);
  }

  static Call connected(Value socket, Value descriptor, Value remote) {
    return connected(socket, descriptor, remote, Value.NULL);
  }

  static Call connectFailed(Value socket, Value descriptor, Value remote) {
    return connected(socket, descriptor, remote, Value.FAILURE);
  }

  private static Call connected(Value socket, Value descriptor, Value remote, Value failure) {
    return Call.of(
        HOOKS,
        "connected",
        "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Throwable;)V",
        socket,
        descriptor,
        remote,
        failure);
  }

  static Call bindFailed(Value socket, Value descriptor, Value local) {
    return Call.of(
        HOOKS,
        "bindFailed",
        "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Throwable;)V",
        socket,
        descriptor,
        local,
        Value.FAILURE);
  }

  static Call accepted(Value socket, Value descriptor, Value remote) {
    return Call.of(
        HOOKS, "accepted", "(Ljava/lang/Object;ILjava/lang/Object;)V", socket, descriptor, remote);
  }

  static Call shuttingOutput(Value socket, Value descriptor) {
    return begin("shuttingOutput", socket, descriptor);
  }

  static Call closing(Value socket, Value descriptor) {
    return begin("closing", socket, descriptor);
  }

  static Call leaking(Value socket, Value descriptor) {
    return begin("leaking", socket, descriptor);
  }

  private static Call begin(String name, Value socket, Value descriptor) {
    return Call.of(HOOKS, name, "(Ljava/lang/Object;I)Ljava/lang/Object;", socket, descriptor);
  }

  static Call closed() {
    return Call.of(HOOKS, "closed", "(Ljava/lang/Object;)V", Value.BEGUN);
  }

  static Call releasing(Value socket) {
    return Call.of(HOOKS, "releasing", "(Ljava/lang/Object;)V", socket);
  }

  static Call lingerSet(Value socket, Value descriptor, Value value) {
    return Call.of(
        HOOKS, "lingerSet", "(Ljava/lang/Object;ILjava/lang/Object;)V", socket, descriptor, value);
  }

  static Call secured(Value transport) {
    return Call.of(HOOKS, "secured", "(Ljava/lang/Object;)V", transport);
  }

  static Call warning(Value transport, Value alert) {
    return Call.of(HOOKS, "warning", "(Ljava/lang/Object;Ljava/lang/Object;)V", transport, alert);
  }
}
