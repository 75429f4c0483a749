/**
 * Invoices and what pays them: payments, credit memos, refund receipts, tax, and what a person does with them. Knows
 * nothing of the API.
 */
package org.wonbooks.sandbox.quickbooks.transaction;
