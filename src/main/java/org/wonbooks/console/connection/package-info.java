/** Connections, as page, JSON and MBean, and what a person changes of one. Knows of the rooms work and drift. */
package org.wonbooks.console.connection;
