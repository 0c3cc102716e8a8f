/**
 * What specs get for `fast-check`. Every run tries the same cases, so that a change fails for what it does and not for what was drawn;
 * `PROPERTY_SEED=random` draws others, `PROPERTY_SEED=<whole number>` repeats a draw. A failing property prints its seed.
 */
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const wanted = process.env.PROPERTY_SEED || '1';
if (wanted !== 'random') {
  if (!/^-?\d{1,10}$/.test(wanted)) throw new Error(`PROPERTY_SEED: found "${wanted}", expected a whole number or "random"`);
  fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), seed: Number(wanted) });
}

module.exports = fastCheck;
