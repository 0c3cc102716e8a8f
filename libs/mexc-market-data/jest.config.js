module.exports = { displayName: 'mexc-market-data', preset: '../../jest.preset.js' };
