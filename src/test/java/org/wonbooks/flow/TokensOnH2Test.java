package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class TokensOnH2Test extends TokensTests {}
