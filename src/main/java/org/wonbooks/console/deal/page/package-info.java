/** The pages of deals: the list, one deal with what a person can do about it, and what was seen in shadow. */
package org.wonbooks.console.deal.page;
