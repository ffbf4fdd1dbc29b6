/** The report as an MXBean; loaded once the application has MBeans of its own. */
package io.firstfin.jmx;
