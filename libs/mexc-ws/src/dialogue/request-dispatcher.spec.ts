import { SendPacer } from '../socket/send-pacer';
import { ManualTimer } from '../testing/manual-timer';
import { type Answer, RequestDispatcher } from './request-dispatcher';

function setUp() {
  const timer = new ManualTimer();
  const sent: string[] = [];
  const dispatcher = new RequestDispatcher(timer, new SendPacer(timer, 10, (text) => sent.push(text)), 5_000);
  const answers: string[] = [];
  const ask = (name: string, channel: string) =>
    dispatcher.ask(name, channel, (answer: Answer) =>
      answers.push(`${name} ${answer.kind}${answer.kind === 'unanswered' ? ` sent=${answer.wasSent}` : ''}`),
    );
  return { timer, sent, dispatcher, answers, ask };
}

describe('RequestDispatcher', () => {
  it('default: acks go to the oldest of their topic, whatever the order between topics', async () => {
    const { timer, dispatcher, answers, ask } = setUp();
    for (const [name, channel] of [
      ['a', 'rs.sub.kline'],
      ['b', 'rs.sub.deal'],
      ['c', 'rs.sub.kline'],
    ] as const)
      ask(name, channel);
    await timer.advance(1_000);
    expect(['rs.sub.kline', 'rs.sub.kline', 'rs.sub.deal', 'rs.sub.deal'].map((channel) => dispatcher.acked(channel))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(answers).toEqual(['a acked', 'c acked', 'b acked']);
    expect(timer.waiting).toBe(0);
  });

  it("behavior: an ack for what was not sent yet is nobody's", async () => {
    const { timer, dispatcher, answers, ask } = setUp();
    ask('a', 'rs.sub.kline');
    ask('b', 'rs.sub.deal');
    expect(dispatcher.acked('rs.sub.deal')).toBe(false);
    await timer.advance(100);
    expect(dispatcher.acked('rs.sub.deal')).toBe(true);
    expect(answers).toEqual(['b acked']);
    dispatcher.close();
  });

  it('behavior: rs.error belongs to the only one unanswered, else to nobody', async () => {
    const { timer, dispatcher, answers, ask } = setUp();
    ask('a', 'rs.sub.kline');
    ask('b', 'rs.sub.kline');
    await timer.advance(1_000);
    expect(dispatcher.refused('rs.error', 'no')).toBe(false);
    dispatcher.acked('rs.sub.kline');
    expect(dispatcher.refused('rs.error', 'no')).toBe(true);
    expect(dispatcher.refused('rs.error', 'no')).toBe(false);
    expect(answers).toEqual(['a acked', 'b refused']);
  });

  it('behavior: without an answer in time it ends as sent; time runs from the sending', async () => {
    const { timer, answers, ask } = setUp();
    for (let at = 0; at < 20; at += 1) ask(`r${at}`, 'rs.sub.kline');
    await timer.advance(5_000);
    expect(answers).toEqual(['r0 unanswered sent=true']);
    await timer.advance(2_000);
    expect(answers).toHaveLength(20);
  });

  it('behavior: at the end of the connection it is known what was sent and what was not', async () => {
    const { timer, sent, dispatcher, answers, ask } = setUp();
    ask('a', 'rs.sub.kline');
    ask('b', 'rs.sub.kline');
    dispatcher.close();
    dispatcher.close();
    await timer.advance(60_000);
    expect(sent).toEqual(['a']);
    expect(answers).toEqual(['a unanswered sent=true', 'b unanswered sent=false']);
    expect(timer.waiting).toBe(0);
  });

  it('behavior: what waits can be taken back, what was sent cannot', async () => {
    const { timer, sent, answers, dispatcher, ask } = setUp();
    const [first, second] = [ask('a', 'rs.sub.kline'), ask('b', 'rs.sub.kline')];
    expect([first.withdraw(), second.withdraw(), second.withdraw()]).toEqual([false, true, false]);
    await timer.advance(1_000);
    expect([sent, answers, dispatcher.unanswered]).toEqual([['a'], [], 1]);
    dispatcher.close();
  });
});
