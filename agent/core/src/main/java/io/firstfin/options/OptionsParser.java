package io.firstfin.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Joins the options of all sources. It never fails: what is not accepted is reported, and the next
 * source that gives the option replaces it, in the end the default.
 */
public final class OptionsParser {
  private OptionsParser() {}

  /**
   * Agent arguments win over system properties, these over the environment, the environment over
   * the file that {@code config} names, and the file over the defaults.
   *
   * @param agentArguments as the JVM passes them; may be null
   * @param systemProperties only {@code firstfin.*} is read
   * @param environment only {@code FIRSTFIN_*} is read
   */
  public static ParsedOptions parse(
      String agentArguments, Properties systemProperties, Map<String, String> environment) {
    List<Source> sources = new ArrayList<Source>();
    sources.add(AgentArguments.read(agentArguments == null ? "" : agentArguments));
    sources.add(properties(systemProperties));
    sources.add(environment(environment));
    String config = (String) new Join(sources).value(Keys.CONFIG);
    if (config != null) {
      sources.add(ConfigFile.read(config));
    }
    return new Join(sources).parsed();
  }

  /**
   * Returns what is wrong with agent arguments on their own. It reads no file, so that another
   * process can ask before it attaches.
   */
  public static List<String> problemsOf(String agentArguments) {
    return new Join(Arrays.asList(AgentArguments.read(agentArguments))).parsed().problems;
  }

  /**
   * Returns the names of the options that agent arguments give, whether their values are accepted
   * or not.
   */
  public static Set<String> namesIn(String agentArguments) {
    Source source = AgentArguments.read(agentArguments);
    Set<String> names = new TreeSet<String>();
    for (Source.Entry entry : source.entries) {
      names.add(entry.key.name());
    }
    return names;
  }

  private static Source properties(Properties properties) {
    Source source = new Source();
    for (String name : names(properties.stringPropertyNames(), Keys.PROPERTY_PREFIX)) {
      String where = "system property " + Source.shown(name);
      Key<?> key = Keys.named(name.substring(Keys.PROPERTY_PREFIX.length()));
      if (key == null) {
        source.unknown(where, name);
      } else {
        source.put(key, Source.unquoted(properties.getProperty(name, "")), where);
      }
    }
    return source;
  }

  private static Source environment(Map<String, String> environment) {
    Source source = new Source();
    boolean service = environment.containsKey(Keys.ENVIRONMENT_PREFIX + "SERVICE_HOST");
    for (String name : names(environment.keySet(), Keys.ENVIRONMENT_PREFIX)) {
      if (service && Kubernetes.SETS.matcher(name).matches()) {
        continue;
      }
      String where = "environment variable " + Source.shown(name);
      Key<?> key = ofVariable(name);
      if (key == null) {
        source.unknown(where, name.substring(Keys.ENVIRONMENT_PREFIX.length()));
      } else {
        source.put(key, Source.unquoted(environment.get(name)), where);
      }
    }
    return source;
  }

  /** Those names that begin with the prefix, in their order. */
  private static Set<String> names(Set<String> all, String prefix) {
    Set<String> names = new TreeSet<String>();
    for (String name : all) {
      if (name.startsWith(prefix)) {
        names.add(name);
      }
    }
    return names;
  }

  private static Key<?> ofVariable(String name) {
    for (Key<?> key : Keys.all()) {
      if (key.environmentVariable().equals(name)) {
        return key;
      }
    }
    return null;
  }

  /** Apart, because its pattern takes time while the JVM starts, and few need it. */
  private static final class Kubernetes {
    /** What Kubernetes sets in each container for a Service whose name is that of the agent. */
    static final Pattern SETS =
        Pattern.compile(
            Keys.ENVIRONMENT_PREFIX
                + "(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private Kubernetes() {}
  }

  /** Picks for each option the first source whose value is accepted. */
  private static final class Join {
    private final List<Source> sources;
    private final Map<Key<?>, Object> values = new HashMap<Key<?>, Object>();
    private final Map<Key<?>, String> used = new HashMap<Key<?>, String>();
    private final List<Source.Problem> problems = new ArrayList<Source.Problem>();

    Join(List<Source> sources) {
      this.sources = sources;
      for (Source source : sources) {
        problems.addAll(source.problems);
        for (Source.Entry entry : source.entries) {
          take(entry);
        }
      }
    }

    private void take(Source.Entry entry) {
      try {
        Object value = entry.key.parse(entry.value);
        if (!values.containsKey(entry.key)) {
          values.put(entry.key, value);
          used.put(entry.key, Source.shown(entry.value) + " (" + entry.where + ")");
        }
      } catch (IllegalArgumentException e) {
        String given = Source.shown(entry.key.name() + "=" + entry.value);
        String what = given + " is not accepted; accepted is " + entry.key.accepted();
        problems.add(new Source.Problem(entry.where, what, entry.key));
      }
    }

    Object value(Key<?> key) {
      return values.get(key);
    }

    ParsedOptions parsed() {
      List<String> lines = new ArrayList<String>();
      List<String> withoutValues = new ArrayList<String>();
      for (Source.Problem problem : problems) {
        String instead = problem.key == null ? "it is ignored." : used(problem.key) + " is used.";
        lines.add(problem.where + ": " + problem.what + "; " + instead);
        withoutValues.add(
            problem.where
                + ": "
                + (problem.key == null ? "an option" : "a value of " + problem.key.name())
                + " is not accepted; the agent's log says which");
      }
      return new ParsedOptions(new Options(values), lines, withoutValues);
    }

    private String used(Key<?> key) {
      if (used.containsKey(key)) {
        return used.get(key);
      }
      String text = key.defaultText().isEmpty() ? "none" : key.defaultText();
      return text + " (the default)";
    }
  }
}
