import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemError } from '../problems/problem.error';

/** This version has one account, `default`; another name is not answered with the data of this one. */
@Injectable()
export class DefaultAccountGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { account } = context.switchToHttp().getRequest<Request>().params;
    if (account === 'default') return true;
    throw new ProblemError('account-unknown', `account: found ${JSON.stringify(account)}, expected default`);
  }
}
