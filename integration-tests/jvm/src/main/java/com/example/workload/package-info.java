/**
 * Programs that the tests start in JVMs of their own, with and without the agent. They run on Java
 * 8 and know nothing of the agent. Each prints what it has done, one fact a line, and ends when its
 * standard input ends.
 */
package com.example.workload;
