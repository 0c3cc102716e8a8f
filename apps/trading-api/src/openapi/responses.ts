import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from '../problems/problem.dto';

const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request is not valid; `issues` names every mistake',
  401: 'The token is missing or another one',
  403: 'The host name or the origin is not served',
  404: 'There is no such thing',
  409: 'Refused by the exchange, or ambiguous',
  413: 'The body is over 1 MB',
  415: 'The body is not JSON in UTF-8',
  422: 'Denied here, nothing was sent',
  500: 'Something went wrong here; the log has the cause',
  502: 'The exchange did not answer as expected',
  503: 'Not ready',
  504: 'The exchange did not answer in time',
};

/** Documents problem answers. 403 and 500 are on every path and need no naming. */
export function ProblemResponses(...statuses: readonly number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...[...statuses, 403, 500].map((status) =>
      ApiResponse({
        status,
        description: MEANINGS[status] ?? 'Problem',
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
}
