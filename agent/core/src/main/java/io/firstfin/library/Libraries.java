package io.firstfin.library;

import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All libraries that are known: those in the jar, and the user's. Immutable; any thread. */
public final class Libraries {
  private static volatile Libraries builtIn;

  private final List<Library> all;
  private final Packages packages;

  private Libraries(List<Library> all) {
    this.all = Collections.unmodifiableList(all);
    this.packages = new Packages(all);
  }

  /**
   * The libraries in the jar, which are read at the first call. A static initialiser does not read
   * them: if it ran on a thread whose stack is almost full, it would fail for good.
   */
  public static Libraries builtIn() {
    Libraries read = builtIn;
    if (read == null) {
      synchronized (Libraries.class) {
        read = builtIn;
        if (read == null) {
          read = new Libraries(BuiltInFiles.read());
          builtIn = read;
        }
      }
    }
    return read;
  }

  /** These libraries and more. Where two have the same prefix, the added one is used. */
  public Libraries with(List<Library> more) {
    List<Library> both = new ArrayList<>(all);
    both.addAll(more);
    return new Libraries(both);
  }

  public List<Library> all() {
    return all;
  }

  public Packages packages() {
    return packages;
  }

  /** The library whose threads have names like this; null when none is known. */
  public Library ofThread(String threadName) {
    Library longest = null;
    int length = 0;
    for (Library library : all) {
      for (String prefix : library.threads) {
        if (prefix.length() >= length && threadName.startsWith(prefix)) {
          longest = library;
          length = prefix.length();
        }
      }
    }
    return longest;
  }

  /**
   * Remedies for a finding from the library in a stack; empty when there is no library in it, or
   * when no library in it has remedies.
   *
   * <p>The remedies are those of the library that the application called. If that library has none,
   * the next one towards the socket is asked.
   *
   * @param frames the innermost first
   */
  public List<String> remedies(FindingId finding, List<String> frames) {
    List<String> nearest = Collections.emptyList();
    for (String frame : frames) {
      Library library = packages.of(frame);
      if (isApplication(library)) {
        break;
      }
      if (!library.remedies(finding).isEmpty()) {
        nearest = library.remedies(finding);
      }
    }
    return nearest;
  }

  /** Whether a stack has a method of one of these kinds before the application's first frame. */
  public boolean tells(List<String> frames, StackKind... kinds) {
    for (StackKind kind : kinds) {
      if (method(frames, kind) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * The innermost method of this kind before the application's first frame, such as {@code
   * pkg.Pool.evict}; null when there is none.
   */
  public String method(List<String> frames, StackKind kind) {
    for (String frame : frames) {
      Library library = packages.of(frame);
      if (isApplication(library)) {
        return null;
      }
      String method = method(frame);
      if (library.methods(kind).contains(method)) {
        return method;
      }
    }
    return null;
  }

  private static boolean isApplication(Library library) {
    return library == null || library.owner == Owner.APPLICATION;
  }

  /**
   * The method of a frame, whose text is the method and then, in parentheses, the place in the
   * source.
   */
  private static String method(String frame) {
    int end = frame.indexOf('(');
    return end < 0 ? frame : frame.substring(0, end);
  }
}
