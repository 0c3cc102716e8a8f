import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the two databases say differently. */
interface Dialect {
  /** A key that counts itself. */
  readonly counter: (constraint: string) => string;
  /** Said of a table whose key is its place: a page less to write in each commit. */
  readonly keyed: string;
  readonly triggers: readonly string[];
}

const EVENT_COLUMNS = '("client_order_id", "at_ms", "what", "attempt", "detail")';

/** An intent's row as an event: `sent` is a recording, everything else a settlement. */
function eventOf(json: { readonly object: string; readonly parsed: (column: string) => string }): string {
  const intent = `${json.object}('kind', NEW."kind", 'symbol', NEW."symbol", 'command', ${json.parsed('NEW."command"')}, 'createdAtMs', NEW."created_at_ms")`;
  return (
    `NEW."client_order_id", NEW."updated_at_ms", CASE NEW."state" WHEN 'sent' THEN 'recorded' ELSE 'settled' END, NEW."attempts", ` +
    `CASE NEW."state" WHEN 'sent' THEN CAST(${intent} AS text) ELSE NEW."outcome" END`
  );
}

const APPEND_ONLY = ['order_event', 'kill_switch'] as const;

const SQLITE: Dialect = {
  counter: () => 'integer PRIMARY KEY AUTOINCREMENT NOT NULL',
  keyed: ' WITHOUT ROWID',
  triggers: [
    ...['INSERT', 'UPDATE'].map(
      (change) =>
        `CREATE TRIGGER "order_intent_${change.toLowerCase()}" AFTER ${change} ON "order_intent" BEGIN ` +
        `INSERT INTO "order_event" ${EVENT_COLUMNS} VALUES (${eventOf({ object: 'json_object', parsed: (column) => `json(${column})` })}); END`,
    ),
    `CREATE TRIGGER "order_intent_delete" BEFORE DELETE ON "order_intent" BEGIN SELECT RAISE(ABORT, 'order_intent keeps its rows for ever'); END`,
    ...APPEND_ONLY.flatMap((table) =>
      ['UPDATE', 'DELETE'].map(
        (change) =>
          `CREATE TRIGGER "${table}_${change.toLowerCase()}" BEFORE ${change} ON "${table}" BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
      ),
    ),
  ],
};

const POSTGRES: Dialect = {
  counter: (constraint) => `SERIAL NOT NULL CONSTRAINT "${constraint}" PRIMARY KEY`,
  keyed: '',
  triggers: [
    `CREATE FUNCTION "tell_order_intent"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$ BEGIN ` +
      `INSERT INTO "order_event" ${EVENT_COLUMNS} VALUES (${eventOf({ object: 'json_build_object', parsed: (column) => `CAST(${column} AS json)` })}); ` +
      `RETURN NULL; END $body$`,
    `CREATE TRIGGER "order_intent_change" AFTER INSERT OR UPDATE ON "order_intent" FOR EACH ROW EXECUTE FUNCTION "tell_order_intent"()`,
    `CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN ` +
      `RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $body$`,
    `CREATE TRIGGER "order_intent_delete" BEFORE DELETE OR TRUNCATE ON "order_intent" EXECUTE FUNCTION "refuse_change"()`,
    ...APPEND_ONLY.map(
      (table) => `CREATE TRIGGER "${table}_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "${table}" EXECUTE FUNCTION "refuse_change"()`,
    ),
  ],
};

function tables({ counter, keyed }: Dialect): readonly string[] {
  return [
    `CREATE TABLE "journal_meta" ("key" varchar NOT NULL, "value" text NOT NULL, CONSTRAINT "journal_meta_key" PRIMARY KEY ("key"))${keyed}`,
    `CREATE TABLE "order_intent" (
      "client_order_id" varchar NOT NULL,
      "kind" varchar NOT NULL,
      "symbol" varchar NOT NULL,
      "command" text NOT NULL,
      "created_at_ms" bigint NOT NULL,
      "attempts" integer NOT NULL,
      "state" varchar NOT NULL,
      "outcome" text NOT NULL,
      "updated_at_ms" bigint NOT NULL,
      CONSTRAINT "order_intent_key" PRIMARY KEY ("client_order_id"))${keyed}`,
    `CREATE INDEX "order_intent_state" ON "order_intent" ("state")`,
    `CREATE INDEX "order_intent_age" ON "order_intent" ("created_at_ms", "client_order_id")`,
    `CREATE TABLE "order_event" (
      "id" ${counter('order_event_key')},
      "client_order_id" varchar NOT NULL,
      "at_ms" bigint NOT NULL,
      "what" varchar NOT NULL,
      "attempt" integer,
      "detail" text NOT NULL)`,
    `CREATE INDEX "order_event_order" ON "order_event" ("client_order_id")`,
    `CREATE TABLE "kill_switch" (
      "id" ${counter('kill_switch_key')},
      "state" varchar NOT NULL,
      "reason" text NOT NULL,
      "changed_by" text NOT NULL,
      "at_ms" bigint NOT NULL)`,
    `CREATE TABLE "own_trade" (
      "trade_id" varchar NOT NULL,
      "order_id" varchar NOT NULL,
      "symbol" varchar NOT NULL,
      "at_ms" bigint NOT NULL,
      "fill" text NOT NULL,
      CONSTRAINT "own_trade_key" PRIMARY KEY ("trade_id"))${keyed}`,
    `CREATE INDEX "own_trade_age" ON "own_trade" ("at_ms", "trade_id")`,
    `CREATE INDEX "own_trade_order" ON "own_trade" ("order_id")`,
  ];
}

/** The tables of the journal, and triggers that write its events with the row they tell of and let nobody rewrite them. */
export class CreateJournalTables implements MigrationInterface {
  name = 'CreateJournalTables0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    const dialect = runner.connection.options.type === 'postgres' ? POSTGRES : SQLITE;
    for (const statement of [...tables(dialect), ...dialect.triggers]) await runner.query(statement);
  }

  /** Never: that would be to forget orders. */
  async down(): Promise<void> {
    throw new Error('the tables of the order journal are not dropped by a migration; restore a copy of the earlier version');
  }
}
