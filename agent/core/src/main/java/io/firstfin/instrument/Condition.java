package io.firstfin.instrument;

/** When instrumented code calls a hook: what must be true of one value. */
final class Condition {
  enum Test {
    IS_TRUE,
    IS_NOT_NULL,
    IS_NOT_NEGATIVE,
    EQUALS,
    LACKS_BITS,
    IS_INSTANCE,
    IS_CONSTANT
  }

  final Value value;
  final Test test;

  /** For numbers. */
  final int number;

  /** The internal name of a class. */
  final String type;

  /** The name of a static field of {@link #type}, whose type is {@link #fieldType}. */
  final String field;

  final String fieldType;

  private Condition(
      Value value, Test test, int number, String type, String field, String fieldType) {
    this.value = value;
    this.test = test;
    this.number = number;
    this.type = type;
    this.field = field;
    this.fieldType = fieldType;
  }

  static Condition isTrue(Value value) {
    return new Condition(value, Test.IS_TRUE, 0, null, null, null);
  }

  static Condition isNotNull(Value value) {
    return new Condition(value, Test.IS_NOT_NULL, 0, null, null, null);
  }

  static Condition isNotNegative(Value value) {
    return new Condition(value, Test.IS_NOT_NEGATIVE, 0, null, null, null);
  }

  static Condition equals(Value value, int number) {
    return new Condition(value, Test.EQUALS, number, null, null, null);
  }

  static Condition lacksBits(Value value, int bits) {
    return new Condition(value, Test.LACKS_BITS, bits, null, null, null);
  }

  /** {@code type} is the internal name of a class that is loaded whenever this is asked. */
  static Condition isInstance(Value value, String type) {
    return new Condition(value, Test.IS_INSTANCE, 0, type, null, null);
  }

  /** The value is the object that the static {@code field} of the class {@code type} holds. */
  static Condition isConstant(Value value, String type, String field, String fieldType) {
    return new Condition(value, Test.IS_CONSTANT, 0, type, field, fieldType);
  }
}
