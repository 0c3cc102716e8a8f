import * as door from './index';
import * as nestDoor from './nestjs';
import * as testingDoor from './testing';

describe('public names', () => {
  it('default: the main door', () => {
    expect(Object.keys(door).sort()).toEqual([
      'InvalidMessageError',
      'LocalOrderBook',
      'LoginRefusedError',
      'MexcFuturesStream',
      'StreamClosedError',
      'StreamConfigInvalidError',
      'SubscriptionError',
      'UnknownChannelError',
      'UnreadableFrameError',
      'UnreadablePushError',
      'loginMessage',
      'personalFilterMessage',
      'pingMessage',
      'readFrame',
      'readPublicFrame',
      'subscribeMessage',
      'unsubscribeMessage',
    ]);
  });

  it('default: the door for NestJS', () => {
    expect(Object.keys(nestDoor).sort()).toEqual(['MexcStreamHealth', 'MexcStreamModule', 'mexcStreamToken']);
  });

  it('default: the door for tests', () => {
    expect(Object.keys(testingDoor).sort()).toEqual(['ManualTimer', 'ScriptedSocket', 'readTranscript']);
  });
});
