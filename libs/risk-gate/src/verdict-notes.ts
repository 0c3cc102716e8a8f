import {
  type ClientOrderId,
  type CreateOrder,
  type Denial,
  type JournalNote,
  type OrderJournal,
  clientOrderId,
} from '@prate/execution-interface';

/** Where verdicts are kept. */
export interface VerdictAudit {
  readonly journal: Pick<OrderJournal, 'note'>;
  /** A new client order id for an order that came without one: what has no id has no story. */
  readonly newId: () => ClientOrderId;
  /** A verdict that could not be kept. It changes nothing for the order. */
  readonly onProblem?: (error: unknown) => void;
}

/** Keeps what the gate says of each order, before it is recorded or sent. Nobody waits for it. */
export class VerdictNotes {
  constructor(private readonly audit: VerdictAudit | undefined) {}

  /** What was checked is what is passed on, whatever the caller does to the object meanwhile; with an id where verdicts are kept. */
  named<Command extends CreateOrder>(command: Command): Command {
    const isNamed = this.audit === undefined || command.clientOrderId !== undefined;
    const copy: Command = isNamed ? { ...command } : { ...command, clientOrderId: this.audit.newId() };
    return Object.freeze(copy);
  }

  allowed(command: CreateOrder): void {
    this.note(command, { what: 'verdict', verdict: 'allowed' });
  }

  denied(
    command: CreateOrder,
    denial: Denial,
  ): { readonly status: 'denied'; readonly clientOrderId?: ClientOrderId; readonly denial: Denial } {
    const id = this.note(command, { what: 'verdict', verdict: 'denied', code: denial.code, message: denial.message });
    return { status: 'denied', ...(id === undefined ? {} : { clientOrderId: id }), denial };
  }

  private note(command: CreateOrder, note: JournalNote): ClientOrderId | undefined {
    if (this.audit === undefined) return undefined;
    const { journal, onProblem } = this.audit;
    const id = readId(command.clientOrderId);
    if (id !== undefined) journal.note(id, note).catch((error: unknown) => onProblem?.(error));
    return id;
  }
}

/** An id that is none is what the order is denied for. */
function readId(text: string | undefined): ClientOrderId | undefined {
  try {
    return text === undefined ? undefined : clientOrderId(text);
  } catch {
    return undefined;
  }
}
