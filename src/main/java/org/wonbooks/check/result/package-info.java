/** Asking for a check, and what the latest one found. Knows nothing of what is checked. */
package org.wonbooks.check.result;
