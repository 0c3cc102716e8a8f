module.exports = { displayName: 'mexc-ws', preset: '../../jest.preset.js' };
