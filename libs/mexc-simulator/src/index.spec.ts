import * as door from './index';

it('behavior: the door shows exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'FeedError',
    'PaperSourceError',
    'SimulatorOptionsError',
    'TapeError',
    'contractForTape',
    'faultNames',
    'faultRows',
    'permissionNames',
    'simulatedContracts',
    'simulatorGaps',
    'startMexcSimulator',
    'startPaperSimulator',
    'streamFaultNames',
    'streamFaultRows',
    'streamTopics',
  ]);
});
