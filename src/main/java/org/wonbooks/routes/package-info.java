/**
 * The route files at work: the start on them, and the command that checks them. Leaves what is right in a file to the
 * check.
 */
package org.wonbooks.routes;
