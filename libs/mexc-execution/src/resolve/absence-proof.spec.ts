import { AbsenceProof } from './absence-proof';

const proofOf = (mayLeaveYet = false) => new AbsenceProof(0, { receiveWindowMs: 5_000, mayLeaveYet });
/** Looks at these moments of our clock, the venue's ahead by so much; the moments at which it was proven. */
const provenAt = (proof: AbsenceProof, looks: readonly (readonly [nowMs: number, venueMs: number])[]) =>
  looks.flatMap(([nowMs, venueMs]) => {
    proof.begin(nowMs, venueMs);
    return proof.noteEmpty(nowMs) ? [nowMs] : [];
  });
const even = (...times: number[]) => times.map((atMs) => [atMs, atMs + 300] as const);

test('default: three looks over five seconds, the last one after window and margin', () => {
  expect(provenAt(proofOf(), even(1_000, 3_000, 6_000, 9_000, 10_999, 11_000))).toEqual([11_000]);
});

test('behavior: looks alone prove nothing, nor does time alone', () => {
  expect(provenAt(proofOf(), even(20_000, 31_000, 32_000))).toEqual([32_000]);
  expect(provenAt(proofOf(), even(1_000, 12_000, 13_000))).toEqual([13_000]);
  expect(provenAt(proofOf(), even(1_000, 12_000))).toEqual([]);
});

test('behavior: neither clock ends it early when it is set ahead', () => {
  const ours = provenAt(proofOf(), [
    [1_000, 0],
    [3_000, 2_000],
    [63_000, 5_000],
    [66_000, 9_999],
    [67_000, 10_000],
  ]);
  expect(ours).toEqual([67_000]);
  const theirs = provenAt(proofOf(), [
    [1_000, 0],
    [3_000, 62_000],
    [6_000, 65_000],
    [9_999, 68_999],
    [10_000, 69_000],
  ]);
  expect(theirs).toEqual([10_000]);
});

test('behavior: after our clock was set back it begins anew', () => {
  const proof = proofOf();
  expect(
    provenAt(proof, [
      [1_000, 0],
      [3_000, 2_000],
      [-60_000, 5_000],
      [-55_000, 10_000],
      [-51_000, 14_000],
      [-50_000, 15_000],
    ]),
  ).toEqual([-50_000]);
});

test('behavior: what began to count anew needs its looks anew, not its time', () => {
  const proof = proofOf();
  expect(provenAt(proof, even(1_000, 9_000, 10_000))).toEqual([]);
  expect(proof.remainingMs).toBe(1_000);
  proof.startAgain();
  expect(provenAt(proof, even(12_000, 14_000, 16_999, 17_000))).toEqual([17_000]);
});

test('behavior: of another process it may leave a while later', () => {
  expect(provenAt(proofOf(true), even(1_000, 6_000, 11_000, 15_999, 16_000))).toEqual([16_000]);
});
