/** What people see and do: the pages, {@code /api/v1}, JMX, and who may use them. */
package org.wonbooks.console;
