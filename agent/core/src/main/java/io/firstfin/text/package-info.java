/**
 * Text for people: numbers, tables, line breaks, and characters that are safe to print. Values come
 * in, and text goes out; the log, reports, commands and the page use the same text. No class here
 * may depend on another package of the agent.
 */
package io.firstfin.text;
