import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../environment';
import { ProblemError } from '../problems/problem.error';
import { ApiTokens } from './api-tokens';

/**
 * Who may do what brings trading back: the operator's token. Where no money is real and there is no such token, everybody with a token who
 * confirms it.
 */
@Injectable()
export class OperatorRule {
  constructor(
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
    @Inject(Environment) private readonly environment: Environment,
  ) {}

  /** @throws {ProblemError} 403 without the operator's token; 400 without the confirmation that stands in its place */
  demand(authorization: string | undefined, { confirm, word }: { readonly confirm: string | undefined; readonly word: string }): void {
    if (this.tokens.hasAdmin) {
      if (this.tokens.isAdmin(authorization)) return;
      throw new ProblemError('admin-required', 'Authorization: found the token of the API, expected "Bearer <ADMIN_TOKEN>"');
    }
    if (this.environment.live !== undefined) {
      throw new ProblemError('admin-required', 'ADMIN_TOKEN: found none configured, expected one: in live mode nobody else may do this');
    }
    if (confirm === word) return;
    const found = JSON.stringify(confirm) ?? 'missing';
    const expected = `${JSON.stringify(word)}, because no ADMIN_TOKEN is configured`;
    throw new ProblemError('input-invalid', `body: confirm found ${found}, expected ${expected}`, {
      issues: [{ path: 'confirm', found, expected }],
    });
  }
}
