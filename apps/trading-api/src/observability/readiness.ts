import { ProblemError } from '../problems/problem.error';

/** Whether this process still takes on new work. Turned off first of all when it stops. */
export class Readiness {
  private draining = false;

  get isDraining(): boolean {
    return this.draining;
  }

  startDraining(): void {
    this.draining = true;
  }

  /** @throws {ProblemError} 503 once stopping has begun; for commands that would open something new */
  refuseWhileDraining(): void {
    if (this.draining) throw new ProblemError('not-ready', 'The server is stopping and takes no new orders; nothing was sent');
  }
}
