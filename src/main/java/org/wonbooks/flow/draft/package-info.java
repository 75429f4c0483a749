/**
 * What an invoice is to say: drafted from what was read of the deal, with the items that it lacks. Does not know
 * whether the deal is billed.
 */
package org.wonbooks.flow.draft;
