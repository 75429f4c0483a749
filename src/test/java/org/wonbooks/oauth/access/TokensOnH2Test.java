package org.wonbooks.oauth.access;

/** On the database that lies beside the jar. */
class TokensOnH2Test extends TokensTests {}
