/**
 * The programs of the truth test with two processes: both ends close at nearly the same moment. The
 * watched program has the agent, its peer does not, and a capture of packets shows which end sent
 * the first FIN or RST.
 */
package com.example.truth.race;
