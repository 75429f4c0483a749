/**
 * Access tokens for calls, refreshed when it is time: one refresh at once, over all instances. Knows no person and no
 * browser.
 */
package org.wonbooks.oauth.access;
