/** The set of routes that is at work, as page, JSON and MBean, and what a person does about it. */
package org.wonbooks.console.routes;
