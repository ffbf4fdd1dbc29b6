/**
 * The report, for people and for programs: a picture and the findings come in, and text or JSON
 * goes out; saved JSON is read back as the same report. Each fact has one class that writes and
 * reads its JSON and one line in {@link io.firstfin.report.ReportJson}. Nothing here may ask the
 * kernel, apply a rule, or know how the report leaves the process.
 */
package io.firstfin.report;
