import { endpoints } from '../src';

/** Verb and path, names of path parameters left out: clients call them differently. */
function known(): Set<string> {
  return new Set(Object.values(endpoints).map(({ verb, path }) => `${verb} ${path.replace(/\{\w+\}/g, '{}')}`));
}

/** `FuturesApi` of Mexc.Net 6.6.0, which cannot be asked here; ccxt is, from its package (`tools/e2e/test/ccxt-endpoints.spec.ts`). */
const mexcNet = {
  '/api/v1/contract/': {
    GET: `ping detail support_currencies depth/{} deals/{} fair_price/{} index_price/{} funding_rate funding_rate/{} funding_rate/history kline/{}
      kline/fair_price/{} kline/index_price/{} risk_reverse risk_reverse/history ticker`,
    POST: '',
  },
  '/api/v1/private/': {
    GET: `account/contract/zero_fee_rate account/discountType account/feeDeductConfigs account/profit_rate/{} account/asset/{} account/assets
      account/risk_limit account/tiered_fee_rate account/transfer_record order/batch_query order/deal_details/{} order/external/{}/{}
      order/get/{} order/list/history_orders order/list/open_orders order/list/order_deals/v3 planorder/list/orders stoporder/list/orders
      stoporder/open_orders trackorder/list/orders position/funding_records position/leverage position/list/history_positions
      position/open_positions position/position_mode`,
    POST: `order/batch_cancel_with_external order/cancel order/cancel_all order/change_limit_order order/chase_limit_order order/create
      order/submit_batch planorder/cancel planorder/cancel_all planorder/change_price planorder/place/v2 position/change_auto_add_im
      position/close_all position/reverse stoporder/cancel stoporder/cancel_all stoporder/change_plan_price stoporder/change_price
      stoporder/place trackorder/cancel trackorder/change_order trackorder/place position/change_leverage position/change_margin
      position/change_position_mode`,
  },
};

function linesOf(client: Readonly<Record<string, Readonly<Record<'GET' | 'POST', string>>>>): string[] {
  return Object.entries(client).flatMap(([beginning, verbs]) =>
    Object.entries(verbs).flatMap(([verb, paths]) =>
      paths
        .split(/\s+/)
        .filter((path) => path !== '')
        .map((path) => `${verb} ${beginning}${path}`),
    ),
  );
}

describe('endpoints of other clients', () => {
  it('default: every futures endpoint of Mexc.Net 6.6.0 has a row; it asks open_order_total_count by GET, the documentation by POST', () => {
    expect(linesOf(mexcNet)).toHaveLength(66);
    expect(linesOf(mexcNet).filter((line) => !known().has(line))).toEqual([]);
    expect(known()).toContain('POST /api/v1/private/order/open_order_total_count');
  });
});
