package io.firstfin.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** JVMs whose agent gives the answers that a test sets. */
final class FakeJvms implements TargetJvms {
  final List<Entry> entries = new ArrayList<>();

  /** The commands that arrived, {@code report} or {@code start:<options>}. */
  final List<String> commands = Collections.synchronizedList(new ArrayList<>());

  /** Returns the answer to a command; null for none. */
  Function<String, String> agent = command -> null;

  /** What an attach fails with, or null. */
  String refusal;

  /** The value of the property firstfin.report, made when it is read; null for none. */
  Supplier<String> report = () -> null;

  /** Whether the agent gives a report only as the answer to a command. */
  boolean asksByCommand;

  private final AtomicInteger open = new AtomicInteger();

  /** How many are attached to. */
  int open() {
    return open.get();
  }

  @Override
  public List<Entry> list() {
    return entries;
  }

  @Override
  public TargetJvm attach(String pid) throws CommandFailure {
    if (refusal != null) {
      throw new CommandFailure(refusal);
    }
    open.incrementAndGet();
    Map<String, String> properties = new HashMap<>();
    return new TargetJvm() {
      @Override
      public void loadAgent(String jarPath, String arguments) {
        String[] parts = arguments.split(":", 4);
        String command = parts.length == 4 ? parts[1] + ":" + options(parts) : parts[1];
        commands.add(command);
        String answer = agent.apply(command);
        if (answer != null) {
          properties.put("firstfin.answer." + parts[2], answer);
        }
      }

      private String options(String[] parts) {
        return parts[1].equals("start") ? parts[3].replaceFirst("^\\d+:[^:]+:", "") : parts[3];
      }

      @Override
      public String agentProperty(String name) {
        if (name.equals("firstfin.ask")) {
          return asksByCommand ? "command" : null;
        }
        return name.equals("firstfin.report") ? report.get() : properties.get(name);
      }

      @Override
      public void release() {
        open.decrementAndGet();
      }
    };
  }
}
