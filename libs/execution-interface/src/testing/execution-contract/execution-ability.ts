/** What can go wrong at a venue, in words of no venue. Each strikes once. */
export type ExecutionFault =
  /** The next order never arrives, and nobody says so. */
  | 'order-lost-before'
  /** The next order arrives, its answer does not. */
  | 'order-lost-after'
  /** The venue refuses the next order for the moment, beyond doubt; nothing came of it. */
  | 'order-refused'
  /** The next cancel never arrives, and nobody says so. */
  | 'cancel-lost-before'
  /** The next cancel is carried out, its answer does not arrive. */
  | 'cancel-lost-after'
  /** What the next cancel is about fills just before. */
  | 'fills-before-cancel'
  /** No question is answered until the venue is calm again. */
  | 'reads-fail'
  /** The next connection is told that the key is not the right one. */
  | 'key-refused';

/** What not every venue can do, or not every test can make it do. Cases say what they need. */
export type ExecutionAbility =
  | ExecutionFault
  /** The contract under test is of that kind. */
  | 'linear'
  | 'inverse'
  /** Long and short side by side. */
  | 'hedge'
  | 'plan-orders'
  | 'stop-orders'
  | 'trailing-orders'
  | 'reverse'
  | 'margin-change'
  | 'chase'
  /** How much a leverage allows is known: risk tiers are stated in a way that can be counted in contracts. */
  | 'max-contracts'
  /** A transfer into the account can be made by the test. */
  | 'transfers';
