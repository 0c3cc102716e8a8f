module.exports = { displayName: 'mexc-protocol', preset: '../../jest.preset.js' };
