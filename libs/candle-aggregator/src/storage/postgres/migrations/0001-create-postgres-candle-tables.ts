import type { MigrationInterface, QueryRunner } from 'typeorm';

const MINUTE_COLUMNS = `
    symbol_id integer NOT NULL REFERENCES market_symbol (id),
    open_time bigint NOT NULL,
    open bigint NOT NULL,
    high bigint NOT NULL,
    low bigint NOT NULL,
    close bigint NOT NULL,
    price_step bigint NOT NULL,
    price_scale integer NOT NULL,
    volume bigint NOT NULL,
    volume_step bigint NOT NULL,
    volume_scale integer NOT NULL,
    contract_size text,
    contracts text,
    turnover text,
    stitched_open bigint,
    stitched_high bigint,
    stitched_low bigint,
    stitched_close bigint,
    stitched_scale integer,
    flags integer NOT NULL,
    final boolean NOT NULL,
    revision integer NOT NULL,
    method text NOT NULL,
    seed bigint NOT NULL,
    received_at bigint NOT NULL,
    observed_seconds integer,
    interpolated_seconds integer`;

/** A person may edit rows: what cannot be a candle is refused. */
const IS_CANDLE = 'low > 0 AND low <= open AND open <= high AND low <= close AND close <= high AND volume >= 0';

const TABLES = [
  `CREATE TABLE market_symbol (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    symbol text NOT NULL,
    series text NOT NULL,
    UNIQUE (symbol, series))`,
  `CREATE TABLE candle_1m (${MINUTE_COLUMNS},
    PRIMARY KEY (symbol_id, open_time),
    CHECK (open_time % 60 = 0),
    CHECK (${IS_CANDLE}))`,
  `CREATE TABLE candle_1m_revision (${MINUTE_COLUMNS},
    replaced_at bigint NOT NULL,
    PRIMARY KEY (symbol_id, open_time, revision))`,
  `CREATE TABLE observed_minute (
    symbol_id integer NOT NULL REFERENCES market_symbol (id),
    open_time bigint NOT NULL CHECK (open_time % 60 = 0),
    revision integer NOT NULL,
    PRIMARY KEY (symbol_id, open_time))`,
  `CREATE TABLE observed_1s (
    symbol_id integer NOT NULL REFERENCES market_symbol (id),
    open_time bigint NOT NULL,
    open bigint NOT NULL,
    high bigint NOT NULL,
    low bigint NOT NULL,
    close bigint NOT NULL,
    price_step bigint NOT NULL,
    price_scale integer NOT NULL,
    volume bigint NOT NULL,
    volume_step bigint NOT NULL,
    volume_scale integer NOT NULL,
    contract_size text,
    turnover text,
    flags integer NOT NULL,
    PRIMARY KEY (symbol_id, open_time),
    CHECK (${IS_CANDLE}))`,
  `CREATE TABLE candle_difference (
    symbol_id integer NOT NULL REFERENCES market_symbol (id),
    open_time bigint NOT NULL,
    number integer NOT NULL,
    verdict text NOT NULL,
    kind text NOT NULL,
    observed text NOT NULL,
    official text NOT NULL,
    by text NOT NULL,
    found_at bigint NOT NULL,
    resolved_at bigint,
    PRIMARY KEY (symbol_id, open_time, number))`,
  `CREATE TABLE candle_omission (
    symbol_id integer NOT NULL REFERENCES market_symbol (id),
    open_time bigint NOT NULL,
    count integer NOT NULL,
    noted_at bigint NOT NULL,
    PRIMARY KEY (symbol_id, open_time))`,
  `CREATE TABLE candle_hour_stamp (
    symbol_id integer NOT NULL REFERENCES market_symbol (id),
    hour bigint NOT NULL,
    stamp bigint NOT NULL,
    PRIMARY KEY (symbol_id, hour))`,
  `CREATE TABLE job_lease (
    name text PRIMARY KEY,
    owner text NOT NULL,
    token bigint NOT NULL,
    ends_at bigint NOT NULL,
    done_until bigint)`,
  'CREATE TABLE store_meta (key text PRIMARY KEY, value text NOT NULL)',
];

/** What a person changes makes what was made of its hour, and of the hour of the minute that follows, old. The writer says so by itself. */
const TRIGGERS = [
  `CREATE FUNCTION stamp_edited_hours() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  DECLARE
    edited record;
  BEGIN
    FOR edited IN
      SELECT symbol_id, open_time FROM (VALUES (OLD.symbol_id, OLD.open_time), (NEW.symbol_id, NEW.open_time)) AS e (symbol_id, open_time)
      WHERE symbol_id IS NOT NULL
    LOOP
      INSERT INTO candle_hour_stamp AS s (symbol_id, hour, stamp)
      SELECT edited.symbol_id, hour, 1 FROM (
        SELECT edited.open_time - edited.open_time % 3600 AS hour
        UNION
        SELECT t - t % 3600 FROM (SELECT min(open_time) AS t FROM candle_1m
          WHERE symbol_id = edited.symbol_id AND final AND open_time > edited.open_time) AS next WHERE t IS NOT NULL
      ) AS hours
      ON CONFLICT (symbol_id, hour) DO UPDATE SET stamp = s.stamp + 1;
    END LOOP;
    RETURN NULL;
  END $$`,
  ...['candle_1m', 'observed_1s'].map(
    (table) => `CREATE TRIGGER ${table}_edited AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW
    WHEN (current_setting('prate.candle_writer', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION stamp_edited_hours()`,
  ),
];

const VIEWS = [
  `CREATE VIEW candle_1m_readable AS SELECT s.symbol, s.series, to_timestamp(c.open_time) AS time, ${prices()}, ${decimal('c.volume', 'c.volume_scale')} AS volume,
    c.contracts, c.turnover, CASE WHEN c.observed_seconds IS NULL THEN
      CASE WHEN c.volume = 0 AND c.high = c.low THEN 'carried' ELSE 'interpolated' END
      WHEN c.interpolated_seconds > 0 THEN CASE WHEN c.observed_seconds > 0 THEN 'mixed' ELSE 'interpolated' END
      WHEN c.observed_seconds > 0 THEN 'observed' ELSE 'carried' END AS origin,
    c.revision, c.method, c.final
    FROM candle_1m c JOIN market_symbol s ON s.id = c.symbol_id`,
  `CREATE VIEW observed_1s_readable AS SELECT s.symbol, s.series, to_timestamp(c.open_time) AS time, ${prices()},
    ${decimal('c.volume', 'c.volume_scale')} AS volume, c.turnover, c.flags
    FROM observed_1s c JOIN market_symbol s ON s.id = c.symbol_id`,
];

/** Minutes, what was observed of them, and their logs; times in whole seconds, prices and volumes in whole numbers with their scale. */
export class CreatePostgresCandleTables implements MigrationInterface {
  name = 'CreatePostgresCandleTables0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...TRIGGERS, ...VIEWS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of ['observed_1s_readable', 'candle_1m_readable']) await runner.query(`DROP VIEW ${view}`);
    const tables = [
      'store_meta',
      'job_lease',
      'candle_hour_stamp',
      'candle_omission',
      'candle_difference',
      'observed_1s',
      'observed_minute',
    ];
    for (const table of [...tables, 'candle_1m_revision', 'candle_1m', 'market_symbol']) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION stamp_edited_hours');
  }
}

function prices(): string {
  return ['open', 'high', 'low', 'close'].map((name) => `${decimal(`c.${name}`, 'c.price_scale')} AS ${name}`).join(', ');
}

/** A whole number with its point set: exact, unlike a division of doubles, and without the zeros a division adds. */
function decimal(value: string, scale: string): string {
  return `trim_scale(round(${value}::numeric / (10::numeric ^ ${scale}), ${scale}))`;
}
