import type { Request, Response } from 'express';
import { sendProblem } from '../problems/send-problem';
import type { Answer } from './order-outcome.presenter';

/** Writes what a presenter decided. */
export function sendAnswer(request: Request, response: Response, answer: Answer): void {
  if ('problem' in answer) {
    sendProblem(request, response, answer.problem);
    return;
  }
  if (answer.location !== undefined) response.location(answer.location);
  response.status(answer.status).json(answer.body);
}
