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

  /** {@code descriptor} is the JVM's, so that no type needs to be resolved. */
  static Hook of(String name, String descriptor, Class<?> advice) {
    return new Hook(
        ElementMatchers.<MethodDescription>named(name)
            .and(ElementMatchers.<MethodDescription>hasDescriptor(descriptor)),
        advice,
        null,
        null);
  }

  /** For a method whose descriptor varies and that is not overloaded with another meaning. */
  static Hook named(String name, Class<?> advice) {
    return new Hook(
        ElementMatchers.<MethodDescription>named(name)
            .and(ElementMatchers.<MethodDescription>not(ElementMatchers.isBridge())),
        advice,
        null,
        null);
  }

  /** This hook, for JDKs whose {@code internalName} does not declare {@code methodName}. */
  Hook unless(String internalName, String methodName) {
    return new Hook(method, advice, internalName.replace('/', '.'), methodName);
  }

  /** For every constructor; after the superclass's. */
  static Hook ofConstructors(Class<?> advice) {
    return new Hook(ElementMatchers.<MethodDescription>isConstructor(), advice, null, null);
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
