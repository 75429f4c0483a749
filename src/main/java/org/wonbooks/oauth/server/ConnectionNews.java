package org.wonbooks.oauth.server;

/**
 * Something befell a connection that no call of our API did: the audit log has it, in the same transaction.
 *
 * @param who said so
 * @param action as the audit log names it
 */
public record ConnectionNews(long connectionId, String who, String action, String detail) {}
