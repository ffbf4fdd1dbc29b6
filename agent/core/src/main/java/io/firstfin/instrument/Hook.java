package io.firstfin.instrument;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;

/** One method of a JDK class and the advice that goes into it. */
final class Hook {
  final ElementMatcher.Junction<MethodDescription> method;
  final Class<?> advice;

  /** The hook is left out where this class has {@link #supersedingMethod}; null for never. */
  final String supersedingClass;

  final String supersedingMethod;

  private Hook(
      ElementMatcher.Junction<MethodDescription> method,
      Class<?> advice,
      String supersedingClass,
      String supersedingMethod) {
    this.method = method;
    this.advice = advice;
    this.supersedingClass = supersedingClass;
    this.supersedingMethod = supersedingMethod;
  }

  /**
   * A hook for one method; {@code descriptor} is in the JVM's form, so that no type needs to be
   * resolved.
   */
  static Hook of(String name, String descriptor, Class<?> advice) {
    return new Hook(
        ElementMatchers.<MethodDescription>named(name)
            .and(ElementMatchers.<MethodDescription>hasDescriptor(descriptor)),
        advice,
        null,
        null);
  }

  /**
   * A hook for all methods of this name, for one whose descriptor varies and whose overloads all
   * mean the same.
   */
  static Hook named(String name, Class<?> advice) {
    return new Hook(
        ElementMatchers.<MethodDescription>named(name)
            .and(ElementMatchers.<MethodDescription>not(ElementMatchers.isBridge())),
        advice,
        null,
        null);
  }

  /**
   * This hook, but left out in a JDK in which the class {@code internalName} declares {@code
   * methodName}.
   */
  Hook unless(String internalName, String methodName) {
    return new Hook(method, advice, internalName.replace('/', '.'), methodName);
  }

  /** A hook for every constructor. Its advice runs after the superclass's constructor. */
  static Hook ofConstructors(Class<?> advice) {
    return new Hook(ElementMatchers.<MethodDescription>isConstructor(), advice, null, null);
  }

  /** The same for the constructor with this descriptor. */
  static Hook ofConstructor(String descriptor, Class<?> advice) {
    return new Hook(
        ElementMatchers.<MethodDescription>isConstructor()
            .and(ElementMatchers.<MethodDescription>hasDescriptor(descriptor)),
        advice,
        null,
        null);
  }

  static Hook ofLambda(String enclosing, Class<?> advice) {
    return new Hook(
        ElementMatchers.<MethodDescription>nameStartsWith("lambda$" + enclosing + "$")
            .and(ElementMatchers.<MethodDescription>hasDescriptor("(Ljava/io/FileDescriptor;)V")),
        advice,
        null,
        null);
  }
}
