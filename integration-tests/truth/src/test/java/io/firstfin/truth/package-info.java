/**
 * The truth test: what the agent reports of connections, held against the kernel's own account.
 * Nothing here is shared with the agent.
 */
package io.firstfin.truth;
