package io.firstfin.instrument;

/** A value that instrumented code passes to a hook, or compares before it calls the hook. */
final class Value {
  enum Kind {
    SELF,
    ARGUMENT,
    BOXED_ARGUMENT,
    ADDRESS,
    FIELD,
    RETURNED,
    FAILURE,
    BEGUN,
    NULL,
    MINUS_ONE,
    DESCRIPTOR_NUMBER
  }

  /** The object whose method this is. */
  static final Value SELF = new Value(Kind.SELF, 0, null, null);

  /** What the method returns. */
  static final Value RETURNED = new Value(Kind.RETURNED, 0, null, null);

  /** What the method throws. */
  static final Value FAILURE = new Value(Kind.FAILURE, 0, null, null);

  /** What the hook at the method's begin has returned; null when it was not called. */
  static final Value BEGUN = new Value(Kind.BEGUN, 0, null, null);

  static final Value NULL = new Value(Kind.NULL, 0, null, null);

  /** The number that stands for no descriptor. */
  static final Value NO_DESCRIPTOR = new Value(Kind.MINUS_ONE, 0, null, null);

  /** The {@code FileDescriptor} that the class declares or inherits. */
  static final Value DESCRIPTOR = new Value(Kind.FIELD, 0, "fd", "Ljava/io/FileDescriptor;");

  /** The number of {@link #DESCRIPTOR}, which must not be null. */
  static final Value DESCRIPTOR_NUMBER = new Value(Kind.DESCRIPTOR_NUMBER, 0, null, null);

  final Kind kind;

  /** The index of the argument, from 0. */
  final int index;

  /** The field's name. */
  final String name;

  /** The field's type, in the JVM's form; null when the class itself declares the field. */
  final String type;

  private Value(Kind kind, int index, String name, String type) {
    this.kind = kind;
    this.index = index;
    this.name = name;
    this.type = type;
  }

  /** An argument as the caller passed it, even when the method has changed its variable. */
  static Value argument(int index) {
    return new Value(Kind.ARGUMENT, index, null, null);
  }

  /** The same for an {@code int}, as an object. */
  static Value boxedArgument(int index) {
    return new Value(Kind.BOXED_ARGUMENT, index, null, null);
  }

  /** An {@code InetSocketAddress} of the argument {@code index} and the port that follows it. */
  static Value address(int index) {
    return new Value(Kind.ADDRESS, index, null, null);
  }

  /** A field that the class itself declares. */
  static Value field(String name) {
    return new Value(Kind.FIELD, 0, name, null);
  }

  /** An {@code int} that the class declares or inherits. */
  static Value intField(String name) {
    return new Value(Kind.FIELD, 0, name, "I");
  }
}
