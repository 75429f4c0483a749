package org.wonbooks.flow;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class AtOnceOnPostgreSqlTest extends AtOnceTests {}
