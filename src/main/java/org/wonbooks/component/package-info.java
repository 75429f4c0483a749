/**
 * Kommo and QuickBooks as Camel components: {@code kommo:read}, {@code kommo:write}, {@code quickbooks:read} and
 * {@code quickbooks:write}. The protocol of reads and writes is kept here alone; no step is known here but by what it
 * implements.
 */
package org.wonbooks.component;
