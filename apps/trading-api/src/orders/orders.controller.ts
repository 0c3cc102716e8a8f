import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ExecutionInterface, type Order } from '@prate/execution-interface';
import { DefaultAccountGuard } from '../account/default-account.guard';
import { KnownSymbols } from '../instruments/known-symbols';
import { Readiness } from '../observability/readiness';
import { ProblemResponses } from '../openapi/responses';
import { ProblemError } from '../problems/problem.error';
import { CreateOrderDto, toCreateOrder } from './create-order.dto';
import { clientOrderIdFrom } from './idempotency-key';
import { CancelUnknownDto, OrderAcceptedDto, OrderCancelledDto, OrderUnknownDto, OrdersCancelledDto } from './order-outcome.dto';
import { presentCancelAllOrders, presentCancelOrder, presentCreateOrder } from './order-outcome.presenter';
import { orderIdFrom } from './order-id-from';
import { OrderDto, OrderListDto } from './order.dto';
import { ListOrdersQueryDto, RequiredSymbolQueryDto, SymbolQueryDto } from './orders-query.dto';
import { sendAnswer } from './send-answer';

const ORDERS_PATH = '/api/v1/accounts/default/orders';

/** Orders of the account. Everything goes through the risk gate, because the gate is the execution interface that is injected. */
@ApiTags('orders')
@ApiParam({ name: 'account', schema: { type: 'string', enum: ['default'] } })
@UseGuards(DefaultAccountGuard)
@Controller('api/v1/accounts/:account/orders')
export class OrdersController {
  constructor(
    @Inject(ExecutionInterface) private readonly execution: ExecutionInterface,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(KnownSymbols) private readonly symbols: KnownSymbols,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'createOrder', summary: 'Create an order' })
  @ApiBearerAuth()
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Client order id, 1 to 32 of A-Z a-z 0-9 _ -; made when absent' })
  @ApiResponse({ status: 201, type: OrderAcceptedDto, description: 'The exchange made the order' })
  @ApiResponse({ status: 202, type: OrderUnknownDto, description: 'Nobody knows; `Location` says where to look' })
  @ProblemResponses(400, 401, 404, 409, 413, 415, 422, 503)
  async create(
    @Body() body: CreateOrderDto,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const command = toCreateOrder(body, clientOrderIdFrom(key));
    this.readiness.refuseWhileDraining();
    const outcome = await this.execution.createOrder(command);
    sendAnswer(request, response, presentCreateOrder(outcome, { ordersPath: ORDERS_PATH, symbol: command.symbol }));
  }

  @Get()
  @ApiOperation({ operationId: 'listOrders', summary: 'Working orders' })
  @ApiResponse({ status: 200, type: OrderListDto })
  @ProblemResponses(400, 404, 502, 503, 504)
  async list(@Query() { symbol }: ListOrdersQueryDto): Promise<{ data: readonly Order[] }> {
    const data = await this.execution.getOpenOrders(symbol);
    // Nothing of a contract that does not exist is a question gone wrong, and not an empty answer.
    if (symbol !== undefined && data.length === 0) await this.symbols.check(symbol);
    return { data };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getOrder', summary: 'One order, by the id of the exchange or of the client' })
  @ApiResponse({ status: 200, type: OrderDto })
  @ProblemResponses(400, 404, 502, 503, 504)
  async get(@Param('id') id: string, @Query() { symbol }: SymbolQueryDto): Promise<Order> {
    const order = await this.execution.getOrder(orderIdFrom(id), symbol);
    if (order !== undefined) return order;
    const hint = symbol === undefined ? '; a client order id needs ?symbol= as well' : ` of ${symbol}`;
    throw new ProblemError('order-unknown', `order: found none with id ${JSON.stringify(id)}, expected an order of this account${hint}`);
  }

  @Delete()
  @HttpCode(200)
  @ApiOperation({ operationId: 'cancelAllOrders', summary: 'Cancel all working orders, of one contract or of all' })
  @ApiBearerAuth()
  @ApiResponse({ status: 200, type: OrdersCancelledDto })
  @ApiResponse({ status: 202, type: CancelUnknownDto })
  @ProblemResponses(400, 401, 404, 409, 422)
  async cancelAll(@Query() { symbol }: SymbolQueryDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    const outcome = await this.execution.cancelAllOrders(symbol);
    sendAnswer(request, response, presentCancelAllOrders(outcome, { ordersPath: ORDERS_PATH }));
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({ operationId: 'cancelOrder', summary: 'Cancel one order, by the id of the exchange or of the client' })
  @ApiBearerAuth()
  @ApiResponse({ status: 200, type: OrderCancelledDto })
  @ApiResponse({ status: 202, type: CancelUnknownDto })
  @ProblemResponses(400, 401, 404, 409, 422)
  async cancel(
    @Param('id') id: string,
    @Query() { symbol }: RequiredSymbolQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await this.execution.cancelOrder(symbol, orderIdFrom(id));
    sendAnswer(request, response, presentCancelOrder(outcome, { ordersPath: ORDERS_PATH, symbol }));
  }
}
