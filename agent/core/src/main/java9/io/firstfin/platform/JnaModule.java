package io.firstfin.platform;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Loads JNA as a named module, with native access enabled for that module alone. JDK 24 and later
 * warn when an unnamed module calls restricted methods (JEP 472).
 */
public final class JnaModule {
  private static final String NAME = "com.sun.jna";
  private static final String FOLDER = "jna/";

  private JnaModule() {}

  /** The loader of JNA, which is in the folder {@code jna/} of firstfin.jar. */
  public static ClassLoader load(File jar, ClassLoader parent) throws Exception {
    ModuleReference reference = new Reference(describe(jar), jar);
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(new Finder(reference), ModuleFinder.of(), Collections.singleton(NAME));
    ModuleLayer layer =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, Collections.singletonList(ModuleLayer.boot()), parent)
            .layer();
    Module module = layer.findModule(NAME).get();
    enableNativeAccess(module);
    return module.getClassLoader();
  }

  private static void enableNativeAccess(Module module) {
    try {
      Method enable = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
      enable.setAccessible(true);
      enable.invoke(module);
    } catch (ReflectiveOperationException e) {
      // Before JDK 17 native access needs no permission.
      return;
    }
  }

  private static ModuleDescriptor describe(File jar) throws IOException {
    Set<String> packages = new HashSet<>();
    try (JarFile file = new JarFile(jar, false)) {
      file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(FOLDER) && name.endsWith(".class"))
          .map(name -> name.substring(FOLDER.length(), name.lastIndexOf('/')).replace('/', '.'))
          .forEach(packages::add);
    }
    // An open module, so that the core can use its packages. The core is an unnamed module, which
    // reads every module.
    ModuleDescriptor.Builder builder = ModuleDescriptor.newOpenModule(NAME).packages(packages);
    builder.requires("java.base");
    if (ModuleLayer.boot().findModule("java.logging").isPresent()) {
      builder.requires("java.logging");
    }
    for (String exported : packages) {
      builder.exports(exported);
    }
    return builder.build();
  }

  private static final class Finder implements ModuleFinder {
    private final ModuleReference reference;

    Finder(ModuleReference reference) {
      this.reference = reference;
    }

    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(NAME) ? Optional.of(reference) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Collections.singleton(reference);
    }
  }

  private static final class Reference extends ModuleReference {
    private final File jar;

    Reference(ModuleDescriptor descriptor, File jar) {
      super(descriptor, jar.toURI());
      this.jar = jar;
    }

    @Override
    public ModuleReader open() throws IOException {
      return new Reader(jar);
    }
  }

  private static final class Reader implements ModuleReader {
    private final File jar;
    private final JarFile file;

    Reader(File jar) throws IOException {
      this.jar = jar;
      this.file = new JarFile(jar, false);
    }

    @Override
    public Optional<URI> find(String name) {
      return file.getJarEntry(FOLDER + name) == null
          ? Optional.empty()
          : Optional.of(URI.create("jar:" + jar.toURI() + "!/" + FOLDER + name));
    }

    @Override
    public Optional<InputStream> open(String name) throws IOException {
      JarEntry entry = file.getJarEntry(FOLDER + name);
      return entry == null ? Optional.empty() : Optional.of(file.getInputStream(entry));
    }

    @Override
    public Stream<String> list() {
      return file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(FOLDER))
          .map(name -> name.substring(FOLDER.length()));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
