package io.firstfin.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * Finds the fields of the JDK's objects that the kinds of socket read. A kind keeps its getters in
 * static final fields, so that compiled code reads the JDK's field directly.
 */
final class JdkFields {
  private JdkFields() {}

  /**
   * The getter of a field, which takes an Object and returns {@code type}; null where this JDK has
   * no such field.
   */
  static MethodHandle find(String owner, String name, Class<?> type) {
    try {
      return MethodHandles.lookup()
          .unreflectGetter(JdkInternals.field(owner, name))
          .asType(MethodType.methodType(type, Object.class));
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  /** A class of the JDK; null where there is none of this name. */
  static Class<?> type(String name) {
    try {
      return JdkInternals.type(name);
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  static boolean has(String owner, String field) {
    try {
      JdkInternals.field(owner, field);
      return true;
    } catch (Exception | LinkageError e) {
      return false;
    }
  }

  static boolean declares(Class<?> type, String method) {
    if (type == null) {
      return false;
    }
    try {
      for (Method declared : JdkInternals.methods(type)) {
        if (declared.getName().equals(method)) {
          return true;
        }
      }
      return false;
    } catch (Exception | LinkageError e) {
      return false;
    }
  }
}
