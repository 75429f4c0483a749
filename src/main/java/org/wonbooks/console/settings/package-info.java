/** The settings of a connection as a form: what each of them is, how it is typed, and what a change would do. */
package org.wonbooks.console.settings;
