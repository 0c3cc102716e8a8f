import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { ProblemError } from '../problems/problem.error';
import { computedNumbersIn } from './computed-numbers';

const MAX_BODY_BYTES = 1_048_576;

/** Reads JSON bodies of up to 1 MB; whatever else comes is answered with the problem it is. */
export function useJsonBody(app: NestExpressApplication): void {
  app.use(refuseOtherMediaTypes);
  // The text is kept beside what was parsed: only there can be seen whether a number survived the parsing.
  app.useBodyParser('json', { limit: MAX_BODY_BYTES, verify: keepText });
  app.use(toProblem);
  app.use(refuseComputedNumbers);
}

type RequestWithText = Request & { jsonText?: string };

function keepText(request: unknown, _response: unknown, bytes: Buffer): void {
  (request as RequestWithText).jsonText = bytes.toString('utf8');
}

function refuseOtherMediaTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  const mediaType = request.headers['content-type'];
  if (hasBody && !/^application\/json *(; *charset="?utf-8"? *)?$/i.test(mediaType ?? '')) {
    throw new ProblemError('media-type-unsupported', `Content-Type: found ${mediaType ?? 'none'}, expected application/json in UTF-8`);
  }
  next();
}

/** The errors of the body parser, told apart by their `type`. */
function toProblem(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.parse.failed') {
    next(new ProblemError('json-malformed', `body: ${(error as Error).message}`));
  } else if (type === 'entity.too.large') {
    next(new ProblemError('body-too-large', `body: found more, expected at most ${MAX_BODY_BYTES} bytes`));
  } else if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    next(new ProblemError('media-type-unsupported', `body: ${(error as Error).message}`));
  } else if (type === 'request.aborted' || type === 'request.size.invalid') {
    next(new ProblemError('request-malformed', `body: ${(error as Error).message}`));
  } else {
    next(error);
  }
}

function refuseComputedNumbers(request: RequestWithText, _response: Response, next: NextFunction): void {
  const [number] = request.jsonText === undefined ? [] : computedNumbersIn(request.jsonText);
  if (number !== undefined) {
    const expected = 'numbers of at most 15 significant digits; send longer ones as text';
    throw new ProblemError('input-invalid', `body: found the number ${number}, expected ${expected}`, {
      issues: [{ path: '', found: number, expected }],
    });
  }
  next();
}
