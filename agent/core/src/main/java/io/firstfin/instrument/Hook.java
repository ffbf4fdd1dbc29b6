package io.firstfin.instrument;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A method of an instrumented class, and the calls that go into it: at its begin, at its end, and
 * where it throws. An immutable value.
 */
final class Hook {
  private static final int WITHOUT_BODY = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  private enum Match {
    METHOD,
    ALL_OF_NAME,
    LAMBDA
  }

  private static final String CONSTRUCTOR = "<init>";

  private final Match match;
  private final String name;

  /** In the JVM's form; null for any. */
  private final String descriptor;

  /** In their order. At most one of them returns an object. */
  final List<Call> before;

  /** Before the method returns; null for no call. */
  final Call after;

  /** Before an error leaves the method; null for no call. */
  final Call afterFailure;

  /** The hook is left out where this class has {@link #supersedingMethod}; null for never. */
  final String supersedingClass;

  final String supersedingMethod;

  private Hook(Match match, String name, String descriptor) {
    this.match = match;
    this.name = name;
    this.descriptor = descriptor;
    before = Collections.emptyList();
    after = null;
    afterFailure = null;
    supersedingClass = null;
    supersedingMethod = null;
  }

  private Hook(
      Hook hook,
      List<Call> before,
      Call after,
      Call afterFailure,
      String supersedingClass,
      String supersedingMethod) {
    match = hook.match;
    name = hook.name;
    descriptor = hook.descriptor;
    this.before = before;
    this.after = after;
    this.afterFailure = afterFailure;
    this.supersedingClass = supersedingClass;
    this.supersedingMethod = supersedingMethod;
  }

  /** For one method; {@code descriptor} is in the JVM's form. */
  static Hook of(String name, String descriptor) {
    return new Hook(Match.METHOD, name, descriptor);
  }

  /**
   * For all methods of this name, where the descriptor varies and all overloads mean the same. The
   * compiler's bridge methods are left out.
   */
  static Hook named(String name) {
    return new Hook(Match.ALL_OF_NAME, name, null);
  }

  /** For every constructor. */
  static Hook ofConstructors() {
    return new Hook(Match.ALL_OF_NAME, CONSTRUCTOR, null);
  }

  /** For the constructor with this descriptor. */
  static Hook ofConstructor(String descriptor) {
    return new Hook(Match.METHOD, CONSTRUCTOR, descriptor);
  }

  /** For the lambdas in the method {@code enclosing} that have this descriptor. */
  static Hook ofLambda(String enclosing, String descriptor) {
    return new Hook(Match.LAMBDA, "lambda$" + enclosing + "$", descriptor);
  }

  /** This hook, with these calls at the method's begin. */
  Hook before(Call... calls) {
    return calling(Arrays.asList(calls), after, afterFailure);
  }

  /** This hook, with this call where the method returns. */
  Hook after(Call call) {
    return calling(before, call, afterFailure);
  }

  /** This hook, with this call where the method throws. */
  Hook afterFailure(Call call) {
    return calling(before, after, call);
  }

  /** This hook, with this call however the method ends. */
  Hook atEnd(Call call) {
    return calling(before, call, call);
  }

  private Hook calling(List<Call> before, Call after, Call afterFailure) {
    return new Hook(this, before, after, afterFailure, supersedingClass, supersedingMethod);
  }

  /** This hook, but left out where the class {@code internalName} declares {@code methodName}. */
  Hook unless(String internalName, String methodName) {
    return new Hook(this, before, after, afterFailure, internalName, methodName);
  }

  /** Whether this hook is for such a method. */
  boolean matches(int access, String methodName, String methodDescriptor) {
    if ((access & WITHOUT_BODY) != 0) {
      return false;
    }
    switch (match) {
      case METHOD:
        return methodName.equals(name) && methodDescriptor.equals(descriptor);
      case LAMBDA:
        return methodName.startsWith(name) && methodDescriptor.equals(descriptor);
      default:
        return methodName.equals(name) && (access & Opcodes.ACC_BRIDGE) == 0;
    }
  }
}
