/**
 * The Flight Recorder's events, the only code that needs the module {@code jdk.jfr}; it is loaded
 * once the application uses that module. Reports come in for the events of checks and findings; the
 * recorder's closes come in, on the thread that closes, for the event with its stack. No other
 * output may listen to the recorder, and nothing here may wait, log or throw on that thread.
 */
package io.firstfin.jfr;
