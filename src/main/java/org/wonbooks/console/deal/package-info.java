/** Deals, as people and programs see them, and what a person says of one. Knows no other room. */
package org.wonbooks.console.deal;
