import { Refusal } from '../exchange/refusal';
import { RequestFields, readDigits } from './request-fields';
import type { Route } from './routes';

/** Groups against self-trading (reference 5.13). The one account may use them as if it were a market maker's. */
export const marketMakerRoutes = {
  'list-self-trade-groups': ({ exchange, rawQuery }) => {
    const name = RequestFields.ofQuery(rawQuery).optionalText('configName');
    return exchange.selfTradeGroups
      .all()
      .filter(({ groupName }) => name === undefined || groupName === name)
      .map(({ groupName, blackList, createdAtMs, updatedAtMs }) => ({
        groupName,
        blackList,
        createTime: createdAtMs,
        updateTime: updatedAtMs,
      }));
  },

  // The account has no number here, so it is in no group; the shape of another answer is not known.
  'search-self-trade-group': () => undefined,

  'create-self-trade-group': ({ exchange, body }) => {
    const { name, blackList } = readGroup(body);
    exchange.selfTradeGroups.create(name, blackList, exchange.nowMs);
    return 1;
  },

  'update-self-trade-group': ({ exchange, body }) => {
    const { name, blackList } = readGroup(body);
    exchange.selfTradeGroups.update(name, blackList, exchange.nowMs);
    return 1;
  },

  'delete-self-trade-group': ({ exchange, body }) => {
    exchange.selfTradeGroups.delete(RequestFields.ofBody(body).text('configName'));
    return 1;
  },
} as const satisfies Record<string, Route>;

/** @throws {Refusal} 600 */
function readGroup(body: string): { readonly name: string; readonly blackList: readonly string[] } {
  const fields = RequestFields.ofBody(body);
  const list = fields.optionalList('blacklist');
  if (list === undefined || list.length === 0) throw new Refusal(600, 'blacklist: found nothing, expected at least one account');
  return { name: fields.text('configName'), blackList: list.map((item) => readDigits('blacklist', item)) };
}
