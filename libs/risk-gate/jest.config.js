module.exports = { displayName: 'risk-gate', preset: '../../jest.preset.js' };
