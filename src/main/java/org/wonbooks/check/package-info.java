/** Whether a connection has all that a deal would need: read on both sides, compared, told in words for a person. */
package org.wonbooks.check;
