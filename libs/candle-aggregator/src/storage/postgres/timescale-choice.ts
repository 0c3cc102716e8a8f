/**
 * Whether the large tables of a PostgreSQL store are hypertables of TimescaleDB, split by time.
 *
 * - `when-there`: where the extension is installed in the database and lets them be made, and what would have to be moved is little; else the
 *   tables stay plain, and the reason is told (`stats()`). Nothing that is stored or answered depends on it, so nothing fails for it.
 * - `required`: the store does not open without. What is there is moved, however long that takes.
 * - `never`: plain tables stay plain. Hypertables stay what they are.
 */
export type TimescaleChoice = 'when-there' | 'required' | 'never';
