import type { ExecutionAbility } from './execution-ability';
import { Desk } from './desk';
import type { ExecutionVenue } from './execution-venue';

/** One thing that every port must hold. Throws where it does not; needs no test framework. */
export interface ExecutionCase {
  readonly name: string;
  /** Without one of these the case cannot be tried. */
  readonly needs: readonly ExecutionAbility[];
  /** On a fresh venue, not connected. */
  run(venue: ExecutionVenue): Promise<void>;
}

/** A case that begins with a connection. */
export function connected(name: string, needs: readonly ExecutionAbility[], body: (desk: Desk) => Promise<void>): ExecutionCase {
  return {
    name,
    needs,
    async run(venue) {
      const desk = new Desk(venue);
      await desk.connect();
      await body(desk);
    },
  };
}
