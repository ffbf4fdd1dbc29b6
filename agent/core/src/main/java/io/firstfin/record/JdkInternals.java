package io.firstfin.record;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * Makes members of the JDK's own classes accessible. It uses the agent's permissions, not those of
 * the application's thread that needs a member first, because a SecurityManager can be set at any
 * time.
 */
final class JdkInternals {
  private JdkInternals() {}

  /** A class of the bootstrap loader. This does not initialise it. */
  static Class<?> type(String name) throws Exception {
    return load(name, false);
  }

  static Field field(String owner, final String name) throws Exception {
    final Class<?> type = load(owner, false);
    return privileged(
        new PrivilegedExceptionAction<Field>() {
          @Override
          public Field run() throws NoSuchFieldException {
            return accessible(type.getDeclaredField(name));
          }
        });
  }

  /** A method of a class, which this initialises, so that its native methods can be called. */
  static Method method(String owner, final String name, final Class<?>... parameters)
      throws Exception {
    final Class<?> type = load(owner, true);
    return privileged(
        new PrivilegedExceptionAction<Method>() {
          @Override
          public Method run() throws NoSuchMethodException {
            return accessible(type.getDeclaredMethod(name, parameters));
          }
        });
  }

  static Method[] methods(final Class<?> type) throws Exception {
    return privileged(
        new PrivilegedExceptionAction<Method[]>() {
          @Override
          public Method[] run() {
            return type.getDeclaredMethods();
          }
        });
  }

  private static Class<?> load(final String name, final boolean initialize) throws Exception {
    return privileged(
        new PrivilegedExceptionAction<Class<?>>() {
          @Override
          public Class<?> run() throws ClassNotFoundException {
            return Class.forName(name, initialize, null);
          }
        });
  }

  private static <T extends AccessibleObject> T accessible(T member) {
    member.setAccessible(true);
    return member;
  }

  private static <T> T privileged(PrivilegedExceptionAction<T> action) throws Exception {
    try {
      return AccessController.doPrivileged(action);
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }
}
