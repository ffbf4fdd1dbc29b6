package io.firstfin.library;

import io.firstfin.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** The file of the option {@code libraries}. */
public final class LibraryFuzz {
  private LibraryFuzz() {}

  public static FuzzTarget target() {
    return FuzzTarget.ofText(
        "libraries",
        input -> LibraryParser.parse(new String(input, StandardCharsets.UTF_8), new ArrayList<>()),
        "# ours\nname = Acme\nkind = pool\npackage = com.acme.\nthread = acme-\n"
            + "pool-closes = com.acme.Pool.close\nremedy.close-per-request = keep one\n  Pool\n");
  }
}
