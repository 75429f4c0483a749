package org.wonbooks.flow.deal;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class WonAgainOnPostgreSqlTest extends WonAgainTests {}
