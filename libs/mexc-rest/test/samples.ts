/** Texts as the venue writes them: bare and quoted ids, numbers with exponents (reference sections 4 and 5). */
export const samples = {
  contract:
    '{"symbol":"BTC_USDT","baseCoin":"BTC","quoteCoin":"USDT","settleCoin":"USDT","contractSize":0.0001,"minLeverage":1,"maxLeverage":500,' +
    '"priceUnit":0.1,"volUnit":1,"minVol":1,"maxVol":400000,"limitMaxVol":2500000,"takerFeeRate":0.0004,"makerFeeRate":0.0001,' +
    '"maintenanceMarginRate":0.001,"state":0,"apiAllowed":true,"displayName":"ignored"}',
  klines:
    '{"time":[1788000000,1788000060],"open":[60001,60010],"close":[60010,60012.5],"high":[60015.5,60013],"low":[59998,60009],' +
    '"vol":[200000,1],"amount":[6.106243567181E7,6.0],"realOpen":[60002.5,60010],"realClose":[60010,60012.5],"realHigh":[60015.5,60013],' +
    '"realLow":[59998,60009]}',
  fairPrice: '{"symbol":"BTC_USDT","fairPrice":60008.4,"timestamp":1788000000200}',
  asset:
    '{"currency":"USDT","positionMargin":12.05,"frozenBalance":0,"availableBalance":9987.950000000000000001,"cashBalance":9987.95,' +
    '"equity":10000,"unrealized":0}',
  position:
    '{"positionId":1100000001,"symbol":"BTC_USDT","positionType":1,"openType":1,"state":1,"holdVol":10,"frozenVol":0,"closeVol":0,' +
    '"holdAvgPrice":60010,"openAvgPrice":60010,"liquidatePrice":48100.2,"oim":12.05,"im":12.05,"holdFee":0,"realised":-0.024,"leverage":5,' +
    '"adlLevel":null,"createTime":1788000000600,"updateTime":1788000000650}',
  leverage: '{"positionType":1,"openType":1,"leverage":20,"level":1,"maxVol":400000}',
  order:
    '{"orderId":"739113577038255617","symbol":"BTC_USDT","positionId":0,"price":60010.5,"vol":10,"leverage":5,"side":1,"category":1,' +
    '"orderType":1,"dealAvgPrice":0,"dealVol":0,"orderMargin":12.05,"usedMargin":0,"takerFee":0,"makerFee":0,"profit":0,"feeCurrency":"USDT",' +
    '"openType":1,"state":2,"externalOid":"sim-0001","errorCode":0,"positionMode":1,"version":1,"createTime":1788000000600,' +
    '"updateTime":1788000000650}',
  created: '{"orderId":"739113577038255617","ts":1761888808839}',
  cancelled: '[{"orderId":739113577038255617,"errorCode":0,"errorMsg":"success"},{"orderId":739204819784386561,"errorCode":2041}]',
} as const;
