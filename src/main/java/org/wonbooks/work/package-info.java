/**
 * What has to be brought up to date: one row a thing, marked due by hints. Does not know who claims the rows, nor what
 * a run does.
 */
package org.wonbooks.work;
