/**
 * The threads that the agent starts. A task and a name come in, and a daemon thread that the hooks
 * recognise as the agent's goes out. No class here may depend on another package of the agent, so
 * that every stage can start a thread.
 */
package io.firstfin.thread;
