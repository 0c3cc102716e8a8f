import type { Request, Response } from 'express';
import { requestIdOf } from '../security/request-id';

export interface ProblemMembers {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly [extension: string]: unknown;
}

/** Writes an `application/problem+json` answer (RFC 9457). `type` leads to the page that lists the codes. */
export function sendProblem(request: Request, response: Response, { status, title, detail, code, ...rest }: ProblemMembers): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `/docs#problem-${code}`,
        title,
        status,
        detail,
        instance: request.path,
        code,
        requestId: requestIdOf(response),
        ...rest,
      }),
    );
}
