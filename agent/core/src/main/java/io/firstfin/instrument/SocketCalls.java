package io.firstfin.instrument;

import io.firstfin.bootstrap.SocketHooks;

/** The calls of {@link io.firstfin.bootstrap.SocketHooks}, which says what they mean. */
final class SocketCalls {
  static final String HOOKS = "io/firstfin/bootstrap/SocketHooks";

  private SocketCalls() {}

  /** The hooks are those of the first version that ran in this JVM; older ones lack some. */
  static boolean has(String name, Class<?>... parameters) {
    try {
      SocketHooks.class.getMethod(name, parameters);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

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

  /** For a socket of the JDK, which has a {@code FileDescriptor}. */
  static Call closing() {
    if (!DescriptorAccess.exists() || !has("closing", Object.class, Object.class, int.class)) {
      return closing(Value.SELF, Value.NO_DESCRIPTOR);
    }
    return Call.of(
            HOOKS,
            "closing",
            "(Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;",
            Value.SELF,
            Value.DESCRIPTOR,
            Value.DESCRIPTOR_NUMBER)
        .when(Condition.isNotNull(Value.DESCRIPTOR));
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
