import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ExecutionInterface, type Position } from '@prate/execution-interface';
import { DefaultAccountGuard } from '../account/default-account.guard';
import { ProblemResponses } from '../openapi/responses';
import { ProblemError } from '../problems/problem.error';
import { PositionDto, PositionListDto, PositionQueryDto } from './position.dto';

/** Open positions of the account, each side of a contract by itself. */
@ApiTags('positions')
@ApiParam({ name: 'account', schema: { type: 'string', enum: ['default'] } })
@UseGuards(DefaultAccountGuard)
@Controller('api/v1/accounts/:account/positions')
export class PositionsController {
  constructor(@Inject(ExecutionInterface) private readonly execution: ExecutionInterface) {}

  @Get()
  @ApiOperation({ operationId: 'listPositions', summary: 'Open positions' })
  @ApiResponse({ status: 200, type: PositionListDto })
  @ProblemResponses(404, 502, 503, 504)
  async list(): Promise<{ data: readonly Position[] }> {
    return { data: await this.execution.getPositions() };
  }

  @Get(':symbol')
  @ApiOperation({ operationId: 'getPosition', summary: 'The position of one contract; 409 when both sides are open and none is named' })
  @ApiResponse({ status: 200, type: PositionDto })
  @ProblemResponses(400, 404, 409, 502, 503, 504)
  async get(@Param('symbol') symbol: string, @Query() { side }: PositionQueryDto): Promise<Position> {
    const position = await this.execution.getPosition(symbol, side);
    if (position !== undefined) return position;
    throw new ProblemError(
      'position-unknown',
      `position: found none of ${symbol}${side === undefined ? '' : ` ${side}`}, expected an open one`,
    );
  }
}
