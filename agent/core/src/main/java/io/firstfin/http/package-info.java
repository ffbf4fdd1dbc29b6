/**
 * A small HTTP server for the outputs that are read by a browser or a scraper. Requests come in,
 * and each is answered by the resource that has its path. No content may be made here, and no
 * request of a foreign origin or host may be answered.
 */
package io.firstfin.http;
