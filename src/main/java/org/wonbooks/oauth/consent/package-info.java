/**
 * How a person connects a peer or gives tokens by hand, and what a peer says of our access. Leaves every refresh that
 * nobody asked for to the clockwork.
 */
package org.wonbooks.oauth.consent;
