module.exports = { displayName: 'execution-interface', preset: '../../jest.preset.js' };
