module.exports = { displayName: 'mexc-auth', preset: '../../jest.preset.js' };
