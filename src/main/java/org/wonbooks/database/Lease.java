package org.wonbooks.database;

/**
 * The right to work on something, until somebody else claims it.
 *
 * @param epoch goes up with each claim: whoever holds an older one comes too late
 */
public record Lease(long workId, long epoch) {}
