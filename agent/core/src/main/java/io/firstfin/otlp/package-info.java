/**
 * Sends the meters to an OTLP/HTTP receiver. Reports come in, and a request each interval goes out,
 * from a thread of this package's own. No class of the application and none of its telemetry's
 * settings but OpenTelemetry's environment variables may be used here.
 */
package io.firstfin.otlp;
