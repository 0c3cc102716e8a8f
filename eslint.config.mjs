import nx from '@nx/eslint-plugin';
import jsoncParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';
import { folderDoors } from './tools/lint-rules/folder-doors.mjs';

/**
 * Who may import whom. There is no `*` row: a project without tags may import nothing, so a forgotten tag is a failing lint.
 * Drawn in docs/architecture.md.
 */
const layers = [
  { sourceTag: 'layer:words', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:wire', onlyDependOnLibsWithTags: ['layer:words', 'layer:wire'], notDependOnLibsWithTags: ['venue:neutral'] },
  { sourceTag: 'layer:engine', onlyDependOnLibsWithTags: ['layer:words', 'layer:wire'] },
  { sourceTag: 'layer:double', onlyDependOnLibsWithTags: ['layer:words'] },
  { sourceTag: 'layer:host', onlyDependOnLibsWithTags: ['layer:words', 'layer:wire', 'layer:engine', 'layer:double'] },
  {
    sourceTag: 'layer:tool',
    onlyDependOnLibsWithTags: ['layer:words', 'layer:wire', 'layer:engine', 'layer:double', 'layer:host', 'layer:tool'],
  },
];
const venues = [
  { sourceTag: 'venue:neutral', onlyDependOnLibsWithTags: ['venue:neutral'] },
  { sourceTag: 'venue:mexc', onlyDependOnLibsWithTags: ['venue:neutral', 'venue:mexc'] },
];

/** Specs of the wire and the engines also meet the double, and each other's doors, as a user would put them together. */
const layersOfSpecs = layers.map((row) =>
  row.sourceTag === 'layer:wire' || row.sourceTag === 'layer:engine'
    ? { sourceTag: row.sourceTag, onlyDependOnLibsWithTags: ['layer:words', 'layer:wire', 'layer:engine', 'layer:double'] }
    : row,
);

const boundaries = (depConstraints) => ['error', { enforceBuildableLibDependency: true, allow: [], depConstraints }];

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/coverage', '**/test-output', '**/node_modules'] },
  ...nx.configs['flat/base'],
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { house: { rules: { 'folder-doors': folderDoors } } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries([...layers, ...venues]),
      'house/folder-doors': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', prefer: 'type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'A door names what it lets out: explicit exports only.' },
      ],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries([...layersOfSpecs, ...venues]) },
  },
  {
    // Nest reads constructor parameter types at run time: an import that looks type-only there is not.
    files: ['apps/**/*.ts', 'libs/*/src/nestjs/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['**/package.json'],
    languageOptions: { parser: jsoncParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [
            '{projectRoot}/eslint.config.mjs',
            '{projectRoot}/jest.config.js',
            '{projectRoot}/**/*.spec.ts',
            '{projectRoot}/test/**',
          ],
          // Compiled in (tslib), peers that a host installs for others, and express, whose types the app reads: it comes with the NestJS platform.
          ignoredDependencies: ['tslib', 'typeorm', 'sqlite3', 'pg', 'hyparquet-writer', 'reflect-metadata', 'rxjs', 'express'],
        },
      ],
    },
  },
);
