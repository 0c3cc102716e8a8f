const { join } = require('node:path');
const { formatFiles, generateFiles, names, updateJson } = require('@nx/devkit');

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const RULES = 'eslint.config.mjs';
const NEUTRAL_ROW = "  { sourceTag: 'venue:neutral', onlyDependOnLibsWithTags: ['venue:neutral'] },\n";

/**
 * Makes `libs/<name>-execution`: an `ExecutionInterface` that denies everything, and the port's contract suite that says what to build.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ readonly name: string }} options the exchange in kebab-case
 * @throws when the name is no kebab-case word, the folder is taken, or the import rules cannot be found
 */
module.exports = async function venueAdapter(tree, { name }) {
  if (!NAME.test(name ?? '')) throw new Error(`name: found ${JSON.stringify(name)}, expected a word such as acme or big-exchange`);
  const folder = `libs/${name}-execution`;
  if (tree.exists(folder)) throw new Error(`${folder}: found something there, expected nothing`);
  const { version } = JSON.parse(tree.read('libs/execution-interface/package.json', 'utf-8'));
  const { className } = names(name);

  generateFiles(tree, join(__dirname, 'files'), folder, { name, className, version, template: '' });
  addVenueRule(tree, name);
  updateJson(tree, 'tsconfig.json', (config) => ({ ...config, references: [...config.references, { path: `./${folder}` }] }));
  await formatFiles(tree);
};

/** A venue's packages import what is neutral and what is theirs; a tag without a row may import nothing. */
function addVenueRule(tree, name) {
  const rules = tree.read(RULES, 'utf-8') ?? '';
  if (rules.includes(`'venue:${name}'`)) return;
  if (!rules.includes(NEUTRAL_ROW)) throw new Error(`${RULES}: found no row of venue:neutral, expected ${NEUTRAL_ROW.trim()}`);
  const row = `  { sourceTag: 'venue:${name}', onlyDependOnLibsWithTags: ['venue:neutral', 'venue:${name}'] },\n`;
  tree.write(RULES, rules.replace(NEUTRAL_ROW, NEUTRAL_ROW + row));
}
