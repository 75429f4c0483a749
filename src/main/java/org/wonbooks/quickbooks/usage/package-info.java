/** The reads that Intuit bills: counted, forecast, warned of. Knows no call: it is told of each. */
package org.wonbooks.quickbooks.usage;
