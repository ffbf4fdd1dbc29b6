/** The page for people: a document that reads its numbers from the same server. */
package io.firstfin.page;
