package org.wonbooks.oauth;

import org.wonbooks.testing.OnPostgreSql;

/** The same, with the other database's SQL. */
@OnPostgreSql
class TokenRefreshRouteOnPostgreSqlTest extends TokenRefreshRouteTest {}
