import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppLog } from '../observability/app-log';
import { requestIdOf } from '../security/request-id';
import { problemOf } from './problem-of';
import { sendProblem } from './send-problem';

/** Answers every error of every request with RFC 9457 `application/problem+json`. What is ours to mend also goes to the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(AppLog) private readonly log: AppLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = problemOf(error);
    // Being asked for the readiness while it is off is nothing to mend, and health probes ask often.
    if (problem.httpStatus >= 500 && problem.code !== 'not-ready') {
      const where = `${request.method} ${request.path} ${problem.httpStatus} ${problem.code}, request ${requestIdOf(response)}`;
      this.log.failure(`http: ${where}`, error);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.set(problem.headers);
    sendProblem(request, response, {
      status: problem.httpStatus,
      title: problem.title,
      detail: problem.detail,
      code: problem.code,
      ...(problem.issues === undefined ? {} : { issues: problem.issues }),
      ...problem.extensions,
    });
  }
}
