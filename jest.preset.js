const { join } = require('node:path');

/** One preset for every project: swc instead of ts-jest, sources through the `@prate/source` export condition, nothing built first. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json'],
  transform: {
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
          externalHelpers: false,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^fast-check$': join(__dirname, 'tools/scripts/seeded-fast-check.cjs') },
  testEnvironmentOptions: { customExportConditions: ['@prate/source', 'node', 'node-addons', 'require', 'default'] },
  coverageProvider: 'v8',
  // A test that leaves a timer or a socket behind hides a leak: no forceExit anywhere.
  forceExit: false,
};
