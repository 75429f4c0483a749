package org.wonbooks.oauth.access;

import org.wonbooks.testing.OnPostgreSql;

/** The same, with the other database's SQL. */
@OnPostgreSql
class TokenRefreshOnPostgreSqlTest extends TokenRefreshTest {}
