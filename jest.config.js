const { readdirSync, existsSync } = require('node:fs');
const { join } = require('node:path');

/** All projects in one run: `npx jest`, or some: `npx jest --selectProjects candle-aggregator`. End to end has its own target. */
module.exports = {
  // A limit against hanging, not an assertion of speed: a busy machine may be six times slower than an idle one. Jest reads it here only.
  testTimeout: 30_000,
  projects: ['libs', 'apps', 'tools']
    .flatMap((floor) => readdirSync(join(__dirname, floor)).map((name) => `${floor}/${name}`))
    .filter((project) => project !== 'tools/e2e' && existsSync(join(__dirname, project, 'jest.config.js')))
    .map((project) => `<rootDir>/${project}`),
};
