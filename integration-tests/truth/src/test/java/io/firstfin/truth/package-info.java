/**
 * The truth test: what the agent reports of connections, compared with the kernel's own account.
 * The test shares no code with the agent.
 */
package io.firstfin.truth;
