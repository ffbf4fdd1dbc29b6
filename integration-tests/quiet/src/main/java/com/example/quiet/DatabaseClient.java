package com.example.quiet;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Two queries at a time on a pool of HikariCP, and now and then eight, after which the pool closes
 * the idle connections.
 *
 * <p>Arguments: JDBC URL, user.
 */
public final class DatabaseClient {
  private static final int MOST_AT_ONCE = 8;

  private DatabaseClient() {}

  public static void main(String[] arguments) throws Exception {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(arguments[0]);
    pool.setUsername(arguments[1]);
    pool.setMaximumPoolSize(MOST_AT_ONCE);
    pool.setMinimumIdle(2);
    // The lowest values that HikariCP accepts, so that it evicts and renews within a short run.
    pool.setIdleTimeout(10_000);
    pool.setMaxLifetime(30_000);
    Work work = new Work(MOST_AT_ONCE + 2);
    work.every(100, () -> query(pool, "select 1"));
    work.every(100, () -> query(pool, "select 1"));
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      work.every(20_000, () -> query(pool, "select 1 from pg_sleep(0.2)"));
    }
    work.untilInputEnds();
  }

  private static int query(HikariDataSource pool, String query) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() && rows.getInt(1) == 1 ? 1 : 0;
    }
  }
}
