package io.firstfin.fuzz;

import io.firstfin.command.CommandFuzz;
import io.firstfin.http.HttpFuzz;
import io.firstfin.kernel.KernelFuzz;
import io.firstfin.library.LibraryFuzz;
import io.firstfin.node.NodeFuzz;
import io.firstfin.options.OptionsFuzz;
import io.firstfin.otlp.OtelFuzz;
import io.firstfin.record.TcpInfoFuzz;
import io.firstfin.trace.TraceFuzz;
import java.util.ArrayList;
import java.util.List;

/** Every parser of the agent that reads what others write. */
final class Targets {
  private Targets() {}

  static List<FuzzTarget> all() {
    List<FuzzTarget> targets = new ArrayList<>();
    targets.addAll(KernelFuzz.targets());
    targets.addAll(OptionsFuzz.targets());
    targets.addAll(HttpFuzz.targets());
    targets.add(LibraryFuzz.target());
    targets.addAll(OtelFuzz.targets());
    targets.addAll(CommandFuzz.targets());
    targets.addAll(NodeFuzz.targets());
    targets.addAll(TraceFuzz.targets());
    targets.add(TcpInfoFuzz.target());
    return targets;
  }

  static FuzzTarget named(String name) {
    return all().stream()
        .filter(target -> target.name.equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("no target " + name + " in " + all()));
  }
}
