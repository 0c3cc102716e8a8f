export { buildInstrument } from './builders';
export { ManualClock } from './manual-clock';
