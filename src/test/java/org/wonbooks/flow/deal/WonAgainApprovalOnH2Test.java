package org.wonbooks.flow.deal;

/** On the database that lies beside the jar. */
class WonAgainApprovalOnH2Test extends WonAgainApprovalTests {}
