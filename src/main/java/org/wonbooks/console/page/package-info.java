/** What all pages have in common: how they say amounts and times, and what is shown where there is none. */
package org.wonbooks.console.page;
