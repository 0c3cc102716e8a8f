import * as door from './index';

it('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'InvalidJsonError',
    'KLINE_PAGE_ROWS',
    'MEXC_REST_URL',
    'MexcApiError',
    'MexcError',
    'UnknownCodeError',
    'UnreadableResponseError',
    'bareNumber',
    'contractStateCodes',
    'endpoints',
    'errorCodes',
    'klineIntervalOf',
    'klineIntervalSeconds',
    'lookUpErrorCode',
    'openTypeCodes',
    'orderCategoryCodes',
    'orderReasonCodes',
    'orderStateCodes',
    'orderTypeCodes',
    'parseWireJson',
    'positionModeCodes',
    'positionStateCodes',
    'positionTypeCodes',
    'printWireJson',
    'sideCodes',
  ]);
});
