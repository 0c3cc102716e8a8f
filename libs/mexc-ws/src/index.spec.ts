import * as door from './index';

describe('public names', () => {
  it('default: the main door', () => {
    expect(Object.keys(door).sort()).toEqual([
      'InvalidMessageError',
      'UnknownChannelError',
      'UnreadableFrameError',
      'loginMessage',
      'personalFilterMessage',
      'personalFilters',
      'personalTopics',
      'pingMessage',
      'publicTopics',
      'readFrame',
      'subscribeMessage',
      'unsubscribeMessage',
    ]);
  });
});
