import * as fc from 'fast-check';
import { remembering } from './remembering';

describe('remembering', () => {
  it('behavior: answers as the function does, whatever it is asked in which order', () => {
    const sum = (one: number, other: string): string => `${one}${other}`;
    const question = fc.tuple(fc.nat(3), fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(fc.array(question, { maxLength: 40 }), (questions) => {
        const quick = remembering(sum);
        expect(questions.map(([one, other]) => quick(one, other))).toEqual(questions.map(([one, other]) => sum(one, other)));
      }),
    );
  });

  it('behavior: the same question is computed once; objects count by identity', () => {
    const asked: object[] = [];
    const quick = remembering((of: object) => asked.push(of));
    const [one, other] = [{}, {}];
    expect([quick(one), quick(one), quick(other), quick(one)]).toEqual([1, 1, 2, 1]);
  });
});
