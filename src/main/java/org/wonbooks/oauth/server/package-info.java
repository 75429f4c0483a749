/**
 * What the peers' token endpoints are asked, and what their answers mean. Does not know who asks, nor when a token is
 * refreshed.
 */
package org.wonbooks.oauth.server;
