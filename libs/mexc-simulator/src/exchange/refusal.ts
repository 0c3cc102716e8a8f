/** The venue's no: an envelope with this code and message. Never leaves the simulator as an exception. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}
