module.exports = { displayName: 'mexc-simulator-app', preset: '../../jest.preset.js' };
