/** What is asked of the books, and what is found there: by a query, or as what changed. Knows nothing of who asks. */
package org.wonbooks.quickbooks.query;
