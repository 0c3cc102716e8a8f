import { personalChannels, personalFilters, personalTopics, publicChannels, publicTopics } from './channels';

describe('channels', () => {
  it('default: what is said and answered for a topic', () => {
    expect(publicChannels['depth.full']).toEqual({
      subscribe: 'sub.depth.full',
      unsubscribe: 'unsub.depth.full',
      ack: 'rs.sub.depth.full',
      unsubscribeAck: 'rs.unsub.depth.full',
      push: 'push.depth.full',
      isPrivate: false,
      params: ['symbol', 'limit'],
      cadence: { on: 'changes' },
      source: '8.3, 8.4',
    });
    expect(personalChannels.order).toMatchObject({ push: 'push.personal.order', isPrivate: true, filter: { takesSymbols: true } });
  });

  it('default: eleven public topics, nineteen private channels', () => {
    expect(publicTopics).toHaveLength(11);
    expect(personalTopics).toHaveLength(19);
  });

  // The sockets of the futures clients of Mexc.Net 6 and ccxt 4 (pro), as they stand in their sources.
  it.each([
    ['Mexc.Net', 'tickers ticker deal kline depth depth.full funding.rate index.price fair.price contract'],
    ['ccxt', 'tickers ticker deal kline depth'],
  ])('behavior: every public topic of %s is here', (_client, topics) => {
    expect(topics.split(' ').filter((topic) => !Object.hasOwn(publicChannels, topic))).toEqual([]);
  });

  it.each([
    [
      'Mexc.Net',
      'asset order position risk.limit adl.level position.mode plan.order stop.planorder track.order stop.order order.deal order.chase ' +
        'liquidate.risk leverage.mode position.closeall.fail reverse.position generic.notify',
    ],
    ['ccxt', 'order order.deal asset'],
  ])('behavior: every private channel of %s is here', (_client, channels) => {
    expect(channels.split(' ').filter((channel) => !Object.hasOwn(personalChannels, channel))).toEqual([]);
  });

  it('behavior: no two rows share a word of the wire', () => {
    const rows = [...Object.values(publicChannels), ...Object.values(personalChannels)];
    const words = rows.flatMap((row) =>
      row.isPrivate ? [row.push] : [row.subscribe, row.unsubscribe, row.ack, row.unsubscribeAck, row.push],
    );
    expect(new Set(words).size).toBe(words.length);
  });

  it('behavior: the filters are the rows that have one', () => {
    const named = Object.entries(personalChannels).flatMap(([topic, { filter }]) => (filter === undefined ? [] : [[topic, filter]]));
    expect(Object.fromEntries(named)).toEqual(personalFilters);
  });
});
