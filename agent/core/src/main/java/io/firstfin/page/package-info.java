/**
 * The page for people. Reports come in, and a document goes out that reads the newest report and
 * the last minutes as JSON from the same server. No text of the application's may become markup
 * here, and nothing may be loaded from another host.
 */
package io.firstfin.page;
