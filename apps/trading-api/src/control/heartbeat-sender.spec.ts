import { HeartbeatSender } from './heartbeat-sender';

const FIRED = { status: 409, body: { code: 'fired', reason: 'no beat', firedAtMs: 7 } };
const TAKEN = { status: 200, body: { condition: 'armed' } };

/** A sender whose timer is turned by hand. */
function start(over: { isAlive?: () => boolean | Promise<boolean> } = {}) {
  const told: string[] = [];
  const posts: { path: string; body: Record<string, unknown> }[] = [];
  const scene = {
    answer: (): Promise<{ status: number; body: Record<string, unknown> }> => Promise.resolve(TAKEN),
    isRunning: false,
    everyMs: 0,
  };
  let tick = (): void => undefined;
  const sender = new HeartbeatSender({
    link: {
      post: (path, body) => {
        posts.push({ path, body: body as Record<string, unknown> });
        return scene.answer();
      },
    },
    silenceMs: 30_000,
    isAlive: over.isAlive ?? (() => true),
    state: () => 'healthy',
    onFired: ({ reason }) => told.push(`fired: ${String(reason)}`),
    onProblem: (problem) => told.push(problem),
    onRecovered: () => told.push('recovered'),
    timer: (run, everyMs) => {
      [tick, scene.isRunning, scene.everyMs] = [run, true, everyMs];
      return () => (scene.isRunning = false);
    },
  });
  const turn = async (): Promise<void> => {
    tick();
    await new Promise((done) => setImmediate(done));
  };
  return { sender, scene, posts, told, turn };
}

describe('HeartbeatSender', () => {
  it('default: six beats a silence, the first at once, each newer than the last; then a planned end', async () => {
    const { sender, scene, posts, turn } = start();
    sender.start();
    await turn();
    await turn();
    expect(scene.everyMs).toBe(5_000);
    await sender.standDown('planned');
    expect(scene.isRunning).toBe(false);
    expect(posts.map(({ path, body }) => [path, body['sequence']])).toEqual([
      ['beat', 1],
      ['beat', 2],
      ['stand-down', undefined],
    ]);
    expect(posts[0]?.body).toEqual({ session: expect.stringMatching(/^[0-9a-f-]{36}$/), sequence: 1, state: 'healthy', silenceMs: 30_000 });
    expect(new Set(posts.map(({ body }) => body['session'])).size).toBe(1);
  });

  it.each([
    ['is not alive', () => false, []],
    ['does not know', () => Promise.reject(new Error('broken')), ['no beat, this process does not know how it is: broken']],
    ['hangs in the check', () => new Promise<boolean>(() => undefined), []],
  ])('behavior: a process that %s does not beat', async (_, isAlive, complaints) => {
    const { sender, posts, told, turn } = start({ isAlive });
    sender.start();
    await turn();
    await turn();
    expect([posts, told]).toEqual([[], complaints]);
  });

  it('behavior: one beat at a time', async () => {
    const { sender, scene, posts, turn } = start();
    let answer = (): void => undefined;
    scene.answer = () => new Promise((resolve) => (answer = () => resolve(TAKEN)));
    sender.start();
    await turn();
    await turn();
    expect(posts).toHaveLength(1);
    answer();
    await turn();
    await turn();
    expect(posts).toHaveLength(2);
  });

  it('behavior: trouble is told once, its end too; that it has fired with every beat', async () => {
    const { sender, scene, told, turn } = start();
    scene.answer = () => Promise.reject(new Error('refused'));
    sender.start();
    await turn();
    await turn();
    scene.answer = () => Promise.resolve({ status: 401, body: { code: 'no-token' } });
    await turn();
    scene.answer = () => Promise.resolve(TAKEN);
    await turn();
    scene.answer = () => Promise.resolve(FIRED);
    await turn();
    await turn();
    expect(told).toEqual([
      'beat: refused',
      'beat: found status 401 (no-token), expected 200',
      'recovered',
      'fired: no beat',
      'fired: no beat',
    ]);
  });
});
