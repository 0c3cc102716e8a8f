import { type Denial, MarginMode, PositionSide, type SetLeverage, type SetLeverageOutcome } from '@prate/execution-interface';
import { openTypeCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { settleFailure } from '../settle-outcome';
import { denial, messageOf, show } from './denials';
import { currentLeverage, ensureLeverage, findPosition } from './ensure-leverage';
import { leverageOutOfRange, marginModeConflict, notReadable } from './prepare-exposure';
import { findInstrument } from './size-order';

/** Sets leverage and margin mode of one side, and believes it when it reads it back. */
export async function setLeverage(context: ExecutionContext, raw: SetLeverage): Promise<SetLeverageOutcome> {
  const reason = problemOf(raw);
  if (reason !== undefined) return denied(reason);
  const { symbol, positionSide, leverage, marginMode } = raw;
  const wanted = { symbol, positionSide, leverage, marginMode };
  if (!context.session.isConnected) {
    return denied(denial('not-connected', `setLeverage of ${symbol}: found no connection, expected connect() to have answered ok first`));
  }
  const found = await findInstrument(context, { symbol, effect: 'open' });
  if ('denial' in found) return denied(found.denial);
  if (leverage < found.instrument.minLeverage || leverage > found.instrument.maxLeverage) {
    return denied(leverageOutOfRange(symbol, leverage, found.instrument).denial);
  }
  let position;
  let current;
  try {
    position = await findPosition(context, wanted);
    if (position !== undefined && openTypeCodes.toWord(position.openType) !== marginMode) {
      return denied(marginModeConflict(wanted, position).denial);
    }
    current = await currentLeverage(context, wanted, position);
  } catch (error) {
    return denied(notReadable(symbol, 'leverage', error).denial);
  }
  const failure = await ensureLeverage(context, wanted, { position, found: current });
  if (failure === undefined) return { status: 'accepted', leverage };
  if (failure.callError !== undefined) return settleFailure(failure.callError);
  return { status: 'unknown', unknown: { code: 'venue-error', message: `the venue took the change; ${failure.denial.message}` } };
}

function problemOf(raw: SetLeverage | undefined): Denial | undefined {
  if (typeof raw !== 'object' || raw === null) return denial('input-invalid', `setLeverage: found ${messageOf(raw)}, expected an object`);
  const findings = [
    typeof raw.symbol === 'string' && raw.symbol !== '' ? [] : [`symbol: found ${show(raw.symbol)}, expected a contract such as BTC_USDT`],
    Object.values(PositionSide).includes(raw.positionSide) ? [] : [`positionSide: found ${show(raw.positionSide)}, expected long or short`],
    Number.isSafeInteger(raw.leverage) && raw.leverage >= 1
      ? []
      : [`leverage: found ${show(raw.leverage)}, expected a whole number of at least 1`],
    Object.values(MarginMode).includes(raw.marginMode) ? [] : [`marginMode: found ${show(raw.marginMode)}, expected isolated or cross`],
  ].flat();
  return findings.length === 0 ? undefined : denial('input-invalid', findings.join('; '), { findings });
}

function denied(reason: Denial): SetLeverageOutcome {
  return { status: 'denied', denial: reason };
}
