module.exports = { displayName: 'trading-api', preset: '../../jest.preset.js' };
