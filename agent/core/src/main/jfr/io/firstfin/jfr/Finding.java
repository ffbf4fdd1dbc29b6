package io.firstfin.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** One finding of one check. */
@Name("firstfin.Finding")
@Label("Finding")
@Category("FirstFIN")
@Description("An active finding, at each check for as long as it is active")
@StackTrace(false)
final class Finding extends Event {
  @Label("Id")
  @Description("Stable name of the finding, such as close-per-request")
  String id;

  @Label("Severity")
  @Description("info or warning")
  String severity;

  @Label("Subject")
  @Description("A destination, a listening port, or process")
  String subject;

  @Label("Summary")
  String summary;

  @Label("Details")
  @Description("Further lines, the call sites among them")
  String details;

  @Label("Cause")
  String cause;

  @Label("Remedy")
  String remedy;

  @Label("Not a Remedy")
  String notRemedy;

  @Label("Since")
  @Description("From the first check that showed it to the last one")
  @Timespan(Timespan.NANOSECONDS)
  long since;

  @Label("Away")
  @Description(
      "Since the last check that showed it: above 0 it is about to end, and the rest"
          + " is as that check saw it")
  @Timespan(Timespan.NANOSECONDS)
  long away;

  @Label("Peak")
  @Description("The highest number of what the summary counts; -1 when not known")
  long peak;

  @Label("Times")
  @Description("How often it has begun since the agent began to watch")
  int times;
}
