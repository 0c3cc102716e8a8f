module.exports = { displayName: 'mexc-execution', preset: '../../jest.preset.js' };
