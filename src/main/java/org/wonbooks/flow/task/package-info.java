/**
 * What of a deal needs a person, and the tasks in Kommo that say so. Knows what is needed, not how a deal is decided.
 */
package org.wonbooks.flow.task;
