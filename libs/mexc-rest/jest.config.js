module.exports = { displayName: 'mexc-rest', preset: '../../jest.preset.js' };
