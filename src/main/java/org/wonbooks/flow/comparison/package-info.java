/** What a set of routes would send today for deals that are billed, held against what was sent. */
package org.wonbooks.flow.comparison;
