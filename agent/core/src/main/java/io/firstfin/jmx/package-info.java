/**
 * The report as an MXBean, which is registered once the application has MBeans of its own. Reports
 * come in, and open types and JSON go out to the JMX client. Nothing here may start the JDK's
 * management by itself.
 */
package io.firstfin.jmx;
