package io.firstfin.picture;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/** One place in the code that ends connections, for one role and one way of ending. */
public final class Site {
  /** Eight hexadecimal digits made from the frames: the same on every host and after a restart. */
  public final String id;

  public final Role role;
  public final Initiator initiator;
  public final How how;

  /** Connections ended here since the agent began to watch. */
  public final long closes;

  /** Sockets in TIME_WAIT that were closed here; -1 when unknown. */
  public final int timeWait;

  /** True when the stacks of only a sample of the closes of this kind were read. */
  public final boolean sampled;

  /**
   * By how many hundredths the share of this site in the closes of its kind may be wrong, in 19
   * cases of 20; 0 when every stack was read, NaN when unknown.
   */
  public final double marginPercent;

  /**
   * The application's own first line, {@code com.acme.Cache.get(Cache.java:42)}: the line that
   * closed, or the line that opened where no line of the application closed.
   */
  public final String line;

  /** The library's method that {@link #line} called; empty when there is none. */
  public final String via;

  /**
   * What closed, such as "the garbage collector", where {@link #line} is the line that opened;
   * otherwise empty.
   */
  public final String closedBy;

  /** Where {@link #line} is the line that opened, the frames of the opening; otherwise empty. */
  public final List<String> openerFrames;

  /**
   * The name of the closing thread where none of {@link #frames} is the application's, with {@code
   * #} for its numbers; otherwise empty.
   */
  public final String thread;

  /** The frames, the innermost first, without those of the JDK and FirstFIN at the top. */
  public final List<String> frames;

  private Site(Builder from) {
    id = from.id;
    role = from.role;
    initiator = from.initiator;
    how = from.how;
    closes = from.closes;
    timeWait = from.timeWait;
    sampled = from.sampled;
    marginPercent = Tenths.of(from.marginPercent);
    line = from.line;
    via = from.via;
    frames = Copies.of(from.frames);
    closedBy = from.closedBy;
    openerFrames = Copies.of(from.openerFrames);
    thread = from.thread;
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private String id = "";
    private Role role = Role.UNKNOWN;
    private Initiator initiator = Initiator.UNKNOWN;
    private How how = How.UNKNOWN;
    private long closes = -1;
    private int timeWait = -1;
    private boolean sampled = false;
    private double marginPercent = Double.NaN;
    private String line = "";
    private String via = "";
    private List<String> frames = Collections.emptyList();
    private String closedBy = "";
    private List<String> openerFrames = Collections.emptyList();
    private String thread = "";

    private Builder() {}

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder role(Role value) {
      role = value;
      return this;
    }

    public Builder initiator(Initiator value) {
      initiator = value;
      return this;
    }

    public Builder how(How value) {
      how = value;
      return this;
    }

    public Builder closes(long value) {
      closes = value;
      return this;
    }

    public Builder timeWait(int value) {
      timeWait = value;
      return this;
    }

    public Builder sampled(boolean value) {
      sampled = value;
      return this;
    }

    public Builder marginPercent(double value) {
      marginPercent = value;
      return this;
    }

    public Builder line(String value) {
      line = value;
      return this;
    }

    public Builder via(String value) {
      via = value;
      return this;
    }

    public Builder frames(List<String> value) {
      frames = value;
      return this;
    }

    public Builder closedBy(String value) {
      closedBy = value;
      return this;
    }

    public Builder openerFrames(List<String> value) {
      openerFrames = value;
      return this;
    }

    public Builder thread(String value) {
      thread = value;
      return this;
    }

    public Site build() {
      return new Site(this);
    }
  }
}
