package org.wonbooks.oauth.access;

/** On the database that lies beside the jar. */
class DisconnectedOnH2Test extends DisconnectedTests {}
