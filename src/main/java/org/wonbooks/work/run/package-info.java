/**
 * Claims due work, runs it by the route of its kind, and writes down how it ended. Knows no kind of work more closely
 * than by its name.
 */
package org.wonbooks.work.run;
