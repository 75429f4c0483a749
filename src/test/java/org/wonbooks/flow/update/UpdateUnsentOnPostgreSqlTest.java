package org.wonbooks.flow.update;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class UpdateUnsentOnPostgreSqlTest extends UpdateUnsentTests {}
