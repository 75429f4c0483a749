package org.wonbooks.oauth.access;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class DisconnectedOnPostgreSqlTest extends DisconnectedTests {}
