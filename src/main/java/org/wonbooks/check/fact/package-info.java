/**
 * What the checks compare: read area by area from both sides, or why it can't be read. Knows no check, and no result.
 */
package org.wonbooks.check.fact;
