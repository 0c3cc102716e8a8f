import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { problemCodes } from '../problems/problem-codes';
import { version } from '../version';

const problems = Object.entries(problemCodes)
  .map(([code, { status, title }]) => `| ${status} | \`${code}\` | ${title} |`)
  .join('\n');

const description = `Candles of any whole interval from 2 to 600 seconds, and orders on MEXC Futures behind a risk gate.

Money, sizes and ids are text; candle prices and volumes are numbers; times are milliseconds since the epoch, UTC, with names that end in \`Ms\`.
What is not a read needs \`Authorization: Bearer <token>\`.

Errors are \`application/problem+json\` (RFC 9457), told apart by \`code\`. Denied orders (422) carry the reason of the denial, orders refused by the
exchange (409) \`venue-<its code>\`. The others:

| status | code | meaning |
|---|---|---|
${problems}
`;

/** The description of this API, made from the code. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Prate trading API')
    .setDescription(description)
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .build();
  return cleanupOpenApiDoc(SwaggerModule.createDocument(app, config));
}

/** Serves the description as `/openapi.json` and as a page at `/docs`. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Prate trading API',
    raw: ['json'],
    // The page asks nobody but this server.
    swaggerOptions: { validatorUrl: null },
  });
}
