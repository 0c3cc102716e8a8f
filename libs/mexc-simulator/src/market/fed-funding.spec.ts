import { FedFunding } from './fed-funding';

const at = (settleSecond: number, rate: '0.0001' | '0.0002' | '0.0003' = '0.0001') => ({ rate, nextSettleTimeMs: settleSecond * 1000 });

describe('FedFunding', () => {
  it('default: what was told last counts from its second on', () => {
    const funding = new FedFunding(1_000_000);
    expect(funding.at(10)).toBeUndefined();
    funding.set(10, at(100));
    funding.set(20, at(100, '0.0002'));
    funding.set(101, at(200, '0.0003'));
    expect([9, 10, 20, 100, 101].map((second) => funding.at(second)?.rate)).toEqual([undefined, '0.0001', '0.0002', '0.0002', '0.0003']);
  });

  it('behavior: the next cycle told too early does not hide the settlement before it', () => {
    const funding = new FedFunding(1_000_000);
    funding.set(10, at(100));
    funding.set(98, at(200, '0.0002'));
    funding.set(99, at(200, '0.0003'));
    expect([97, 98, 99].map((second) => funding.at(second)?.nextSettleTimeMs)).toEqual([100_000, 100_000, 100_000]);
    expect([100, 150].map((second) => funding.at(second)?.rate)).toEqual(['0.0003', '0.0003']);
    funding.set(160, at(200, '0.0001'));
    expect([100, 159, 160].map((second) => funding.at(second)?.rate)).toEqual(['0.0003', '0.0003', '0.0001']);
    funding.set(170, at(180));
    expect(funding.at(170)?.nextSettleTimeMs).toBe(180_000);
  });

  it('behavior: without times the rate just moves', () => {
    const funding = new FedFunding(1_000_000);
    funding.set(10, { rate: '0.0001' });
    funding.set(11, { rate: '0.0002' });
    expect(funding.at(11)).toEqual({ rate: '0.0002' });
  });
});
