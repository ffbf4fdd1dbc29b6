package io.firstfin.library;

import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;

/** All libraries that are known: those in the jar, and the user's. Immutable; any thread. */
public final class Libraries {
  /** What {@link #closer} says of a socket that nobody closed. */
  public static final String GARBAGE_COLLECTOR = "the garbage collector";

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
   * Remedies for a finding from the library that the application called; empty when that is not
   * known, or when the library has none.
   *
   * <p>A library inside it is asked only where the user of the outer one configures the inner one.
   * The switches of any other library do not exist for that user.
   *
   * @param frames the innermost first
   */
  public List<String> remedies(FindingId finding, List<String> frames) {
    return remedies(finding, frames, "");
  }

  /**
   * The same where the name of the thread is known as well. It shows the library where the stack
   * has no frame of the application, and libraries share a toolkit.
   *
   * @param thread with any text in place of numbers; may be empty
   */
  public List<String> remedies(FindingId finding, List<String> frames, String thread) {
    List<Library> outermostFirst = called(frames);
    Library ofThread = isOfApplication(frames) ? null : ofThread(thread);
    if (ofThread != null) {
      outermostFirst.remove(ofThread);
      outermostFirst.add(0, ofThread);
    }
    for (int i = 0; i < outermostFirst.size(); i++) {
      Library library = outermostFirst.get(i);
      if (i > 0 && !outermostFirst.get(i - 1).delegatesTo(library)) {
        break;
      }
      if (!library.remedies(finding).isEmpty()) {
        return library.remedies(finding);
      }
    }
    return Collections.emptyList();
  }

  /**
   * The libraries between the application and the socket, the one that the application called
   * first. A toolkit is not the first where the stack has no frame of the application, because then
   * any library can be the one that uses it.
   */
  private List<Library> called(List<String> frames) {
    LinkedList<Library> outermostFirst = new LinkedList<>();
    for (String frame : frames) {
      Library library = packages.of(frame);
      if (isApplication(library)) {
        return outermostFirst;
      }
      if (library.owner != Owner.PLATFORM) {
        outermostFirst.remove(library);
        outermostFirst.addFirst(library);
      }
    }
    while (!outermostFirst.isEmpty() && outermostFirst.getFirst().owner == Owner.TOOLKIT) {
      outermostFirst.removeFirst();
    }
    return outermostFirst;
  }

  /**
   * The outermost library of a stack without a frame of the application; null when none is known.
   */
  Library outermost(List<String> frames) {
    Library outermost = null;
    for (String frame : frames) {
      Library library = packages.of(frame);
      if (!isApplication(library) && library.owner != Owner.PLATFORM) {
        outermost = library;
      }
    }
    return outermost;
  }

  /**
   * The name of the library that accepts the connections of a server; empty when it is not known,
   * or when the application accepts them itself.
   *
   * @param frames of the stack that accepted one, the innermost first
   * @param thread the name of the thread that did, with {@code #} for numbers; may be empty
   */
  public String acceptor(List<String> frames, String thread) {
    if (isOfApplication(frames)) {
      List<Library> called = called(frames);
      return called.isEmpty() ? "" : called.get(0).name;
    }
    Library outermost = outermost(frames);
    boolean isShared = outermost != null && outermost.owner == Owner.TOOLKIT;
    Library ofThread = isShared ? ofThread(thread) : null;
    return ofThread != null ? ofThread.name : outermost == null ? "" : outermost.name;
  }

  /**
   * What closed a connection whose closing stack has no frame of the application, such as "the
   * garbage collector".
   *
   * @param frames the innermost first
   * @param thread the name of the thread that closed, with {@code #} for numbers; may be empty
   */
  public String closer(List<String> frames, String thread) {
    return Closer.of(frames, thread, this);
  }

  /** Whether a stack has a frame of the application. */
  public boolean isOfApplication(List<String> frames) {
    for (String frame : frames) {
      if (isApplications(frame)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a stack has a method of one of these kinds before the application's first frame. */
  public boolean shows(List<String> frames, StackKind... kinds) {
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

  /** Whether a frame is the application's. */
  public boolean isApplications(String frame) {
    return isApplication(packages.of(frame));
  }

  private static boolean isApplication(Library library) {
    return library == null || library.owner == Owner.APPLICATION;
  }

  /**
   * The method of a frame, such as {@code pkg.Pool.evict}: the text is the method and then, in
   * parentheses, the place in the source.
   */
  public static String method(String frame) {
    int end = frame.indexOf('(');
    return end < 0 ? frame : frame.substring(0, end);
  }
}
