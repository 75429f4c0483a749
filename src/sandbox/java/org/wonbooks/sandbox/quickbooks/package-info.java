/** QuickBooks Online, simulated: OAuth, the accounting API of two companies, and their webhooks. */
package org.wonbooks.sandbox.quickbooks;
