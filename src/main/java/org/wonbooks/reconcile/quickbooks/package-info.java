/** The sweep over QuickBooks: payments, invoices and refund receipts that changed. Knows nothing of Kommo. */
package org.wonbooks.reconcile.quickbooks;
