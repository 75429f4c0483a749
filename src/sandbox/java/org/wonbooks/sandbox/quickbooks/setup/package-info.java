/**
 * What people set up in a company before it sells: settings, lists, currencies and their rates. Knows nothing of
 * transactions.
 */
package org.wonbooks.sandbox.quickbooks.setup;
