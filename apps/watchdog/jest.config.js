module.exports = { displayName: 'watchdog', preset: '../../jest.preset.js' };
