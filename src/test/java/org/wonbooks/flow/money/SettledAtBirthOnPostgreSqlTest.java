package org.wonbooks.flow.money;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class SettledAtBirthOnPostgreSqlTest extends SettledAtBirthTests {}
