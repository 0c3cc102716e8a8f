module.exports = { displayName: 'candle-aggregator', preset: '../../jest.preset.js' };
