package benchmarks.program;

/** Opens no socket. */
public final class NoSocket {

  private NoSocket() {}

  public static void main(String[] arguments) {
    System.out.println("no socket");
  }
}
