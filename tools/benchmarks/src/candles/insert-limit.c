/*
 * The limit of the machine: copies one table of a SQLite file into a fresh file with one prepared INSERT a row, and prints
 * rows, seconds of the inserting (commits included, the reading not) and bytes of the fresh file.
 *
 *   insert-limit SOURCE TARGET TABLE ROWS_A_TRANSACTION [real]
 *
 * The fresh table has the DDL of the source's; with `real`, every integer column after the key becomes a REAL with the value divided by 1000.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define MAX_COLUMNS 32

static void fail(sqlite3 *db, const char *what) {
  fprintf(stderr, "%s: %s\n", what, db ? sqlite3_errmsg(db) : "");
  exit(1);
}

static void run(sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(db, sql);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "usage: insert-limit SOURCE TARGET TABLE ROWS_A_TRANSACTION [real]\n");
    return 2;
  }
  const char *table = argv[3];
  long per_transaction = atol(argv[4]);
  int is_real = argc > 5 && strcmp(argv[5], "real") == 0;
  sqlite3 *source, *target;
  sqlite3_stmt *read, *write;
  char sql[4096], ddl[4096];

  if (sqlite3_open_v2(argv[1], &source, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) fail(source, argv[1]);
  snprintf(sql, sizeof sql, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '%s'", table);
  if (sqlite3_prepare_v2(source, sql, -1, &read, NULL) != SQLITE_OK || sqlite3_step(read) != SQLITE_ROW) fail(source, "no such table");
  snprintf(ddl, sizeof ddl, "%s", (const char *)sqlite3_column_text(read, 0));
  sqlite3_finalize(read);

  snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
  if (sqlite3_prepare_v2(source, sql, -1, &read, NULL) != SQLITE_OK) fail(source, "select");
  int columns = sqlite3_column_count(read);
  if (columns > MAX_COLUMNS) fail(NULL, "too many columns");
  long rows = 0, room = 1 << 16;
  sqlite3_value **values = malloc(sizeof(sqlite3_value *) * (size_t)room * (size_t)columns);
  long long *integers = malloc(sizeof(long long) * (size_t)room * (size_t)columns);
  while (sqlite3_step(read) == SQLITE_ROW) {
    if (rows == room) {
      room *= 2;
      values = realloc(values, sizeof(sqlite3_value *) * (size_t)room * (size_t)columns);
      integers = realloc(integers, sizeof(long long) * (size_t)room * (size_t)columns);
    }
    for (int c = 0; c < columns; c++) {
      size_t at = (size_t)rows * (size_t)columns + (size_t)c;
      int is_integer = sqlite3_column_type(read, c) == SQLITE_INTEGER;
      values[at] = is_integer ? NULL : sqlite3_value_dup(sqlite3_column_value(read, c));
      integers[at] = is_integer ? sqlite3_column_int64(read, c) : 0;
    }
    rows++;
  }
  sqlite3_finalize(read);

  if (sqlite3_open(argv[2], &target) != SQLITE_OK) fail(target, argv[2]);
  run(target, "PRAGMA journal_mode = WAL");
  run(target, "PRAGMA synchronous = NORMAL");
  if (is_real) {
    snprintf(ddl, sizeof ddl,
             "CREATE TABLE \"%s\" (symbol_id integer NOT NULL, open_time bigint NOT NULL, open REAL, high REAL, low REAL, close REAL, volume REAL, "
             "PRIMARY KEY (symbol_id, open_time)) WITHOUT ROWID",
             table);
    columns = columns < 7 ? columns : 7;
  }
  run(target, ddl);
  int n = snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES (", table);
  for (int c = 0; c < columns; c++) n += snprintf(sql + n, sizeof sql - (size_t)n, c == 0 ? "?" : ", ?");
  snprintf(sql + n, sizeof sql - (size_t)n, ")");
  if (sqlite3_prepare_v2(target, sql, -1, &write, NULL) != SQLITE_OK) fail(target, sql);

  size_t stride = rows == 0 ? 0 : (size_t)columns;
  if (is_real) {
    sqlite3_stmt *count;
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" LIMIT 0", table);
    if (sqlite3_prepare_v2(source, sql, -1, &count, NULL) != SQLITE_OK) fail(source, sql);
    stride = (size_t)sqlite3_column_count(count);
    sqlite3_finalize(count);
  }
  double started = now();
  for (long row = 0; row < rows; row++) {
    if (row % per_transaction == 0) run(target, row == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE");
    for (int c = 0; c < columns; c++) {
      size_t at = (size_t)row * stride + (size_t)c;
      if (values[at] != NULL) sqlite3_bind_value(write, c + 1, values[at]);
      else if (is_real && c >= 2) sqlite3_bind_double(write, c + 1, (double)integers[at] / 1000.0);
      else sqlite3_bind_int64(write, c + 1, integers[at]);
    }
    if (sqlite3_step(write) != SQLITE_DONE) fail(target, "insert");
    sqlite3_reset(write);
  }
  if (rows > 0) run(target, "COMMIT");
  double seconds = now() - started;
  sqlite3_finalize(write);
  run(target, "PRAGMA wal_checkpoint(TRUNCATE)");
  sqlite3_close(target);
  sqlite3_close(source);
  struct stat file;
  if (stat(argv[2], &file) != 0) fail(NULL, "stat");
  printf("%ld %.6f %lld\n", rows, seconds, (long long)file.st_size);
  return 0;
}
