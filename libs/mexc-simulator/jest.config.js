module.exports = { displayName: 'mexc-simulator', preset: '../../jest.preset.js' };
