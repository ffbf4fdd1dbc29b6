/**
 * The agent's lines: problems of its own and warnings. Findings and single lines come in, and text
 * goes out to standard error or a file, on a thread of its own. Nothing here may use the
 * application's logging, and a line that may hold a secret never reaches a report.
 */
package io.firstfin.log;
