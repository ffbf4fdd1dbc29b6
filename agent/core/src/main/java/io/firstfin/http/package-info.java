/**
 * A small HTTP server for the outputs that a browser or a scraper reads. Requests come in, and the
 * resource that has the path of a request answers it. No content may be made here, and no request
 * of a foreign origin or host may be answered.
 */
package io.firstfin.http;
