import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CandleAggregator } from '@prate/candle-aggregator';
import { Clock } from '@prate/execution-interface';
import { KnownSymbols } from '../instruments/known-symbols';
import { ProblemResponses } from '../openapi/responses';
import { ProblemError } from '../problems/problem.error';
import { CandleListDto, CandlesQueryDto } from './candle.dto';
import { presentCandle } from './candle.presenter';

const DEFAULT_RANGE_MS = 300_000;
const MAX_CANDLES = 100_000;

/** Candles of any whole interval from 2 to 600 s, rolled up from stored seconds. */
@ApiTags('candles')
@Controller('api/v1/candles')
export class CandlesController {
  constructor(
    @Inject(CandleAggregator) private readonly aggregator: CandleAggregator,
    @Inject(KnownSymbols) private readonly symbols: KnownSymbols,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get(':symbol')
  @ApiOperation({ operationId: 'getCandles', summary: 'Candles of one contract, oldest first, at most 100,000' })
  @ApiResponse({ status: 200, type: CandleListDto })
  @ProblemResponses(400, 404, 502, 503, 504)
  async get(@Param('symbol') symbol: string, @Query() { interval, start, end }: CandlesQueryDto): Promise<CandleListDto> {
    const endMs = end ?? this.clock.nowMs();
    const startMs = start ?? Math.max(0, endMs - DEFAULT_RANGE_MS);
    checkRange(startMs, endMs, interval);
    await this.symbols.check(symbol);
    const candles = await this.aggregator.getAggregatedCandles({ symbol, startTs: startMs, endTs: endMs, intervalSeconds: interval });
    return { symbol, intervalSeconds: interval, startMs, endMs, data: candles.map(presentCandle) };
  }
}

function checkRange(startMs: number, endMs: number, intervalSeconds: number): void {
  if (endMs <= startMs) {
    const found = `start ${startMs}, end ${endMs}`;
    throw new ProblemError('input-invalid', `range: found ${found}, expected an end after the start`, {
      issues: [{ path: 'end', found: String(endMs), expected: `more than start (${startMs})` }],
    });
  }
  const count = Math.ceil((endMs - startMs) / (intervalSeconds * 1000));
  if (count > MAX_CANDLES) {
    throw new ProblemError('range-too-large', `range: found ${count} candles of ${intervalSeconds} s, expected at most ${MAX_CANDLES}`, {
      issues: [{ path: 'start', found: String(startMs), expected: `at least ${endMs - MAX_CANDLES * intervalSeconds * 1000}` }],
    });
  }
}
