import { type Denial, toContracts, toTickPrice } from '@prate/execution-interface';
import { gridDenial, markUnavailable } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Size and price stand on the instrument's grid and within its bounds. By the very functions the engine uses, so they cannot disagree. */
export const instrumentGrid: RiskCheck = {
  name: 'instrument-grid',
  check({ command, instrument, mark, markProblem, triggerPrice }: Pick<RiskCheckInput, GridInput>): Denial | undefined {
    let price = triggerPrice ?? mark;
    if (triggerPrice !== undefined) {
      const onTick = toTickPrice(triggerPrice, instrument);
      if (!onTick.ok) return gridDenial(onTick.denial);
    }
    if (command.price !== undefined) {
      const onTick = toTickPrice(command.price, instrument);
      if (!onTick.ok) return gridDenial(onTick.denial);
      price = onTick.price;
    }
    const size = toContracts({ size: command, instrument, type: command.type, ...(price === undefined ? {} : { price }) });
    if (size.ok) return undefined;
    if (size.denial.code !== 'size-needs-price') return gridDenial(size.denial);
    // A missing mark is no reason to stop a close: the engine converts by the same function, with a mark of its own.
    if (command.effect === 'close') return undefined;
    return markUnavailable(command, markProblem);
  },
};

type GridInput = 'command' | 'instrument' | 'mark' | 'markProblem' | 'triggerPrice';
