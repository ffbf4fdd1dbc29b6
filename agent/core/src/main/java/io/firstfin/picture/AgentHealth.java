package io.firstfin.picture;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How the agent itself works, and how much time it takes. */
public final class AgentHealth {
  /** When nothing is known. */
  public static final AgentHealth UNKNOWN = builder().build();

  /** Version of the agent. */
  public final String version;

  /** Closes that were counted but have no record, because the ring was full. */
  public final long dropped;

  /** Errors inside the agent, which the application never sees. */
  public final long errors;

  /** Records that a later census contradicted and corrected. */
  public final long corrected;

  /** How long the agent's code takes at a close. */
  public final HookTimes hookTimes;

  /**
   * What works and what does not: from a name to {@code on}, {@code off}, or the reason why it is
   * missing.
   */
  public final Map<String, String> capabilities;

  /** Problems of the agent itself, one line each, without repetitions. */
  public final List<String> problems;

  private AgentHealth(Builder from) {
    version = from.version;
    dropped = from.dropped;
    errors = from.errors;
    corrected = from.corrected;
    hookTimes = from.hookTimes;
    capabilities = Copies.of(from.capabilities);
    problems = Copies.of(from.problems);
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private String version = "";
    private long dropped = -1;
    private long errors = -1;
    private long corrected = -1;
    private HookTimes hookTimes = HookTimes.UNKNOWN;
    private Map<String, String> capabilities = Collections.emptyMap();
    private List<String> problems = Collections.emptyList();

    private Builder() {}

    public Builder version(String value) {
      version = value;
      return this;
    }

    public Builder dropped(long value) {
      dropped = value;
      return this;
    }

    public Builder errors(long value) {
      errors = value;
      return this;
    }

    public Builder corrected(long value) {
      corrected = value;
      return this;
    }

    public Builder hookTimes(HookTimes value) {
      hookTimes = value;
      return this;
    }

    public Builder capabilities(Map<String, String> value) {
      capabilities = value;
      return this;
    }

    public Builder problems(List<String> value) {
      problems = value;
      return this;
    }

    public AgentHealth build() {
      return new AgentHealth(this);
    }
  }
}
