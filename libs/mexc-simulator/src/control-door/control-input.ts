/** What was sent to the control door makes no sense, or cannot be done here. The message names what was found and what was expected. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  constructor(
    readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** The members of a JSON body. Each reader throws a {@link ControlRefusal} with status 400. */
export class ControlInput {
  private constructor(private readonly members: Members) {}

  /** An empty body is an empty object. */
  static read(text: string): ControlInput {
    let value: unknown;
    try {
      value = text.trim() === '' ? {} : JSON.parse(text);
    } catch {
      throw new ControlRefusal(400, `body: found ${JSON.stringify(text.slice(0, 60))}, expected JSON`);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ControlRefusal(400, 'body: expected a JSON object');
    return new ControlInput(value as Members);
  }

  text(name: string): string {
    return this.expect(name, 'text', (value): value is string => typeof value === 'string' && value !== '');
  }

  number(name: string): number {
    return this.expect(name, 'a number', (value): value is number => typeof value === 'number');
  }

  wholeNumber(name: string, least: number): number {
    return this.expect(
      name,
      `a whole number from ${least}`,
      (value): value is number => Number.isSafeInteger(value) && (value as number) >= least,
    );
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    return this.expect(name, `one of ${words.join(', ')}`, (value): value is Word => words.includes(value as Word));
  }

  /** Money and quantities are text: a number would have lost its digits on the way. */
  decimal(name: string): string {
    return this.expect(
      name,
      'decimal text',
      (value): value is string => typeof value === 'string' && /^-?\d{1,30}(\.\d{1,18})?$/.test(value),
    );
  }

  flag(name: string): boolean {
    return this.expect(name, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  texts(name: string): readonly string[] {
    return this.expect(
      name,
      'a list of texts',
      (value): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
    );
  }

  /** Every member but these, as they came: for calls that check what they are given themselves. */
  others<Shape extends object>(...names: readonly string[]): Shape {
    return Object.fromEntries(Object.entries(this.members).filter(([name]) => !names.includes(name))) as Shape;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.members, name);
  }

  /** Refuses every member but these. */
  only(...names: readonly string[]): this {
    const unknown = Object.keys(this.members).filter((name) => !names.includes(name));
    if (unknown.length === 0) return this;
    throw new ControlRefusal(400, `body: found ${unknown.join(', ')}, expected ${names.length === 0 ? 'nothing' : names.join(', ')}`);
  }

  private expect<Value>(name: string, expected: string, isRight: (value: unknown) => value is Value): Value {
    const value = Object.hasOwn(this.members, name) ? this.members[name] : undefined;
    if (isRight(value)) return value;
    throw new ControlRefusal(400, `${name}: found ${value === undefined ? 'nothing' : JSON.stringify(value)}, expected ${expected}`);
  }
}
