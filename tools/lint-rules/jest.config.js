const preset = require('../../jest.preset.js');

const [swc] = Object.values(preset.transform);

/** The rules are modules for ESLint, which reads them as they are. */
module.exports = {
  displayName: 'lint-rules',
  preset: '../../jest.preset.js',
  testMatch: ['<rootDir>/*.spec.mjs'],
  transform: { '^.+\\.mjs$': swc },
};
