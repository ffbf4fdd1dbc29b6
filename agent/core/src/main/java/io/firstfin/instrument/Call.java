package io.firstfin.instrument;

/** A call of one hook: a static method of a class in the bootstrap loader. */
final class Call {
  /** The internal name of the class that has the method. */
  final String owner;

  final String name;

  /** The method's descriptor, in the JVM's form. */
  final String descriptor;

  final Value[] values;

  /** Null when the hook is always called. */
  final Condition condition;

  private Call(String owner, String name, String descriptor, Condition condition, Value... values) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.condition = condition;
    this.values = values;
  }

  /** {@code values} are the arguments in their order. */
  static Call of(String owner, String name, String descriptor, Value... values) {
    return new Call(owner, name, descriptor, null, values);
  }

  /** The same call, but only where {@code condition} is true. */
  Call when(Condition condition) {
    return new Call(owner, name, descriptor, condition, values);
  }

  boolean returnsObject() {
    return !descriptor.endsWith("V");
  }
}
