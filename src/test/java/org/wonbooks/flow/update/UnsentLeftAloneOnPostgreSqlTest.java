package org.wonbooks.flow.update;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class UnsentLeftAloneOnPostgreSqlTest extends UnsentLeftAloneTests {}
