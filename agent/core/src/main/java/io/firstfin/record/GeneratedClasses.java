package io.firstfin.record;

/**
 * Recognises by its name a class that no person wrote: dynamic proxies, the subclasses that
 * frameworks make of the application's classes, and hidden classes, such as those of lambdas. Their
 * frames lead to a line of code and never are one. Bodies of lambdas are methods of the class that
 * has them in its source, and so are the closures of Scala, Kotlin and Groovy.
 */
final class GeneratedClasses {
  /** Parts of names, by what makes the class. */
  private static final String[] MARKS = {
    "$$Lambda",
    // CGLIB, with Spring and Guice
    "$$Enhancer",
    "$$FastClass",
    "$$KeyFactory",
    "$$SpringCGLIB$$",
    // Byte Buddy, with Hibernate and Mockito
    "$ByteBuddy$",
    "$HibernateProxy$",
    "$HibernateAccessOptimizer$",
    "$MockitoMock$",
    "$auxiliary$",
    // Javassist, with Weld
    "_$$_jvst",
    "_$$_javassist",
    "_$$_Weld",
    "$Proxy$_$$",
    // OpenEJB
    "$$LocalBeanProxy",
    // Micronaut
    "$Definition$Intercepted",
    // The JVM's method handles
    "LambdaForm$",
    // A hidden class has its number after a slash.
    "/"
  };

  /** The client proxies and interceptors of Quarkus. */
  private static final String[] ENDS = {"_ClientProxy", "_Subclass"};

  private GeneratedClasses() {}

  static boolean includes(String className) {
    for (String mark : MARKS) {
      if (className.contains(mark)) {
        return true;
      }
    }
    for (String end : ENDS) {
      if (className.endsWith(end)) {
        return true;
      }
    }
    return isProxy(className);
  }

  /**
   * {@code java.lang.reflect.Proxy} names its classes {@code $Proxy12}, in the interface's package.
   */
  private static boolean isProxy(String className) {
    String begin = "$Proxy";
    int name = className.lastIndexOf('.') + 1;
    int at = name + begin.length();
    if (!className.startsWith(begin, name) || at == className.length()) {
      return false;
    }
    while (at < className.length() && Character.isDigit(className.charAt(at))) {
      at++;
    }
    return at == className.length();
  }
}
