import { VirtualTimer } from '../../test/virtual-timer';
import { SharedAnswers } from './shared-answers';

const isText = (answer: unknown): answer is string => typeof answer === 'string';

describe('SharedAnswers', () => {
  it('default: the answer', async () => {
    expect(await new SharedAnswers('Store', {}).ask(async () => 'yes', isText)).toBe('yes');
  });

  it('error: a store that fails or answers in another form is told of, and nothing is thrown', async () => {
    const failures: unknown[] = [];
    const answers = new SharedAnswers('Store', { onFailure: (error) => failures.push((error as Error).message) });
    expect(await answers.ask(() => Promise.reject(new Error('gone')), isText)).toBeUndefined();
    expect(await answers.ask(async () => 5, isText)).toBeUndefined();
    expect(failures).toEqual(['gone', 'Store: found 5, expected another form of answer']);
  });

  it('behavior: a silent store is waited for once, then left alone for as long, then asked again', async () => {
    const timer = new VirtualTimer();
    const failures: unknown[] = [];
    const answers = new SharedAnswers(
      'Store',
      { answerWithinMs: 300, onFailure: (error) => failures.push((error as Error).message) },
      timer,
    );
    let questions = 0;
    const silent = () => {
      questions += 1;
      return new Promise(() => undefined);
    };
    const first = answers.ask(silent, isText);
    await timer.advance(300);
    expect(await first).toBeUndefined();
    expect(await answers.ask(silent, isText)).toBeUndefined();
    expect([questions, failures]).toEqual([1, ['Store: found no answer in 300 ms, expected one']]);
    await timer.advance(300);
    expect(await answers.ask(async () => 'back', isText)).toBe('back');
  });
});
