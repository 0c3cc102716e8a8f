import type { AmendOrder, CreateOrder } from './commands';
import type {
  AmendPlanOrder,
  AmendProtection,
  AmendTrailingOrder,
  CreatePlanOrder,
  CreateStopOrder,
  CreateTrailingOrder,
} from './conditional-commands';
import type { SetLeverage } from './execution-interface';
import type { ClientOrderId } from './identifiers';
import type { ChangeMargin, ReversePosition, SetAutoAddMargin, SetPositionMode } from './position-commands';

/** What is decided, by the kind of intent. Cancels are no intents: they need no journal. */
export interface IntentCommands {
  readonly order: CreateOrder;
  readonly plan: CreatePlanOrder;
  readonly stop: CreateStopOrder;
  readonly trailing: CreateTrailingOrder;
  readonly amend: AmendOrder;
  readonly chase: { readonly symbol: string; readonly orderId: string };
  readonly 'amend-plan': AmendPlanOrder;
  readonly 'amend-protection': AmendProtection;
  readonly 'amend-trailing': AmendTrailingOrder;
  readonly reverse: ReversePosition;
  readonly 'close-all': Readonly<Record<string, never>>;
  readonly 'change-margin': ChangeMargin;
  readonly 'auto-add-margin': SetAutoAddMargin;
  readonly 'position-mode': SetPositionMode;
  readonly leverage: SetLeverage;
}

export type IntentKind = keyof IntentCommands;

/** The symbol of an intent that concerns the whole account. */
export const EVERY_SYMBOL = '*';

interface IntentBasics {
  /** The only id of this intent, for ever; also of kinds that the venue gives no client id. */
  readonly clientOrderId: ClientOrderId;
  /** {@link EVERY_SYMBOL} where it concerns the whole account. */
  readonly symbol: string;
  /** ms since the epoch, of the latest attempt. */
  readonly createdAtMs: number;
}

/** What we decided, before anybody else knows. */
export type OrderIntent<Kind extends IntentKind = IntentKind> = {
  [One in Kind]: IntentBasics & { readonly kind: One; readonly command: IntentCommands[One] };
}[Kind];

/**
 * One text for one command, whatever the order of its fields and whether its own id was named: two intents with one text are one decision.
 * The id is left out, because it stands in the intent.
 */
export function commandText({ command }: Pick<OrderIntent, 'command'>): string {
  return JSON.stringify({ ...command, clientOrderId: undefined, intentId: undefined }, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
