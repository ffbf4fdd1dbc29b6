/**
 * Sends the meters to an OTLP/HTTP receiver. Reports come in, and a request each interval goes out,
 * from a thread of this package's own. Nothing of the application may be used here: neither its
 * classes nor the settings of its telemetry, except OpenTelemetry's environment variables.
 */
package io.firstfin.otlp;
