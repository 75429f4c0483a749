/**
 * What both accounts have, to be compared or chosen from: read area by area, or why it can't be read. Knows no check.
 */
package org.wonbooks.check.fact;
