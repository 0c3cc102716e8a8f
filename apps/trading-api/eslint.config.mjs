import base from '../../eslint.config.mjs';

const RULE = '@nx/dependency-checks';
/** typeorm: a peer that the candle store asks its host for. express: types only, the real one comes with the NestJS platform. */
const ofTheHost = ['typeorm', 'express'];

export default base.map((block) => {
  const rule = block.rules?.[RULE];
  if (rule === undefined) return block;
  const [level, options] = rule;
  return {
    ...block,
    rules: { ...block.rules, [RULE]: [level, { ...options, ignoredDependencies: [...options.ignoredDependencies, ...ofTheHost] }] },
  };
});
