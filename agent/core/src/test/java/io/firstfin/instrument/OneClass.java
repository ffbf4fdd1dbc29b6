package io.firstfin.instrument;

/** Defines one class from its bytes; all others are those of the tests. */
final class OneClass extends ClassLoader {
  private final String name;
  private final byte[] classFile;

  OneClass(String name, byte[] classFile) {
    super(OneClass.class.getClassLoader());
    this.name = name;
    this.classFile = classFile;
  }

  @Override
  protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
    return wanted.equals(name)
        ? defineClass(name, classFile, 0, classFile.length)
        : super.loadClass(wanted, resolve);
  }
}
