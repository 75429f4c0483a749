package org.wonbooks.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/**
 * What {@code docker/owner.sql} makes Wonbooks on its server. All tests on PostgreSQL run as that role, so that they
 * show that it is enough; here is that it is no more.
 */
@Whole
class DatabaseOwnerTest {

    private static HikariDataSource database;
    private static JdbcClient jdbc;

    @BeforeAll
    static void open() {
        database = TestDatabase.POSTGRESQL.open();
        jdbc = JdbcClient.create(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void isNoSuperuserAndMayMakeNothingBesideItsDatabase() {
        assertThat(text("select current_user")).isEqualTo("wonbooks");
        assertThat(
                        text(
                                """
                        select concat(rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls)
                          from pg_roles where rolname = current_user
                        """))
                .isEqualTo("fffff");
        assertThat(text("select count(*) from pg_auth_members where member = 'wonbooks'::regrole"))
                .as("a member of no other role")
                .isEqualTo("0");
    }

    @Test
    void ownsItsDatabaseAndAllTablesThatFlywayMakes() {
        assertThat(text("select pg_get_userbyid(datdba) from pg_database where datname = current_database()"))
                .isEqualTo("wonbooks");
        assertThat(text("select string_agg(distinct tableowner, ',') from pg_tables where schemaname = 'public'"))
                .isEqualTo("wonbooks");
        assertThat(Integer.parseInt(text("select count(*) from pg_tables where schemaname = 'public'")))
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select rolpassword from pg_authid",
                "select pg_read_file('/etc/passwd')",
                "copy connection from program 'id'",
                "create database another",
                "create role another",
                "alter system set log_statement = 'all'",
                "set session authorization postgres"
            })
    void isRefusedWhatASuperuserMay(String statement) {
        assertThatThrownBy(() -> jdbc.sql(statement).update()).rootCause().hasMessageContaining("permission denied");
    }

    private static String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
