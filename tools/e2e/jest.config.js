module.exports = {
  displayName: 'e2e',
  preset: '../../jest.preset.js',
  testTimeout: 120_000,
  // CommonJS of ccxt requires these ES modules, which Node.js can and Jest cannot: their form is changed, nothing else.
  transformIgnorePatterns: ['/node_modules/(?!.*@(noble|scure)/)'],
};
