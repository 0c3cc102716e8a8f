import { Controller, Get, Inject, Param, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Balance, ExecutionInterface } from '@prate/execution-interface';
import { ProblemResponses } from '../openapi/responses';
import { ProblemError } from '../problems/problem.error';
import { BalanceDto, BalanceListDto } from './balance.dto';
import { DefaultAccountGuard } from './default-account.guard';

/** What the account holds. */
@ApiTags('account')
@ApiParam({ name: 'account', schema: { type: 'string', enum: ['default'] } })
@UseGuards(DefaultAccountGuard)
@Controller('api/v1/accounts/:account/balances')
export class BalancesController {
  constructor(@Inject(ExecutionInterface) private readonly execution: ExecutionInterface) {}

  @Get()
  @ApiOperation({ operationId: 'listBalances', summary: 'Every currency of the account' })
  @ApiResponse({ status: 200, type: BalanceListDto })
  @ProblemResponses(404, 502, 503, 504)
  async list(): Promise<{ data: readonly Balance[] }> {
    return { data: await this.execution.getBalances() };
  }

  @Get(':currency')
  @ApiOperation({ operationId: 'getBalance', summary: 'One currency of the account' })
  @ApiResponse({ status: 200, type: BalanceDto })
  @ProblemResponses(404, 502, 503, 504)
  async get(@Param('currency') currency: string): Promise<Balance> {
    const balance = await this.execution.getBalance(currency);
    if (balance !== undefined) return balance;
    throw new ProblemError('balance-unknown', `currency: found ${JSON.stringify(currency)}, expected one that the account holds`);
  }
}
