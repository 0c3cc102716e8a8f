import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

type Schema = { readonly [key: string]: unknown };
interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const KNOWN = new Set(
  '$ref type properties required additionalProperties items enum const anyOf oneOf allOf pattern minimum maximum minLength propertyNames description default example title'.split(
    ' ',
  ),
);

/** Answers held against the committed description of the API. Knows the keywords that it uses, and says so when there is another. */
export class OpenApiCheck {
  readonly document = JSON.parse(readFileSync(join(__dirname, '..', 'openapi.json'), 'utf8')) as Document;

  /** What of an answer is not as described; empty when all is. */
  problems(method: string, path: string, answer: { status: number; headers: Headers; body: unknown }): string[] {
    const { pathname } = new URL(path, 'http://localhost');
    const found = Object.entries(this.document.paths).find(([template]) =>
      new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname),
    );
    const operation = found?.[1][method.toLowerCase()];
    if (operation === undefined) return [`${method} ${pathname} is not described`];
    const response = operation.responses[String(answer.status)];
    if (response === undefined) return [`${method} ${pathname}: status ${answer.status} is not described`];
    const mediaType = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const schema = response.content?.[mediaType]?.schema;
    if (schema === undefined) return [`${method} ${pathname} ${answer.status}: media type ${mediaType} is not described`];
    return this.check(schema, answer.body, '$');
  }

  private check(schema: Schema, value: unknown, at: string): string[] {
    const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword));
    if (unknown.length > 0) throw new Error(`${at}: the check knows no keyword ${unknown.join(', ')}`);
    if (typeof schema['$ref'] === 'string') {
      const target = this.document.components.schemas[schema['$ref'].replace('#/components/schemas/', '')];
      return target === undefined ? [`${at}: ${schema['$ref']} leads nowhere`] : this.check(target, value, at);
    }
    const problems: string[] = [];
    const refuse = (expected: string): void =>
      void problems.push(`${at}: found ${JSON.stringify(value)?.slice(0, 80)}, expected ${expected}`);
    const variants = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
    if (variants !== undefined && !variants.some((variant) => this.check(variant, value, at).length === 0)) refuse('one of the variants');
    for (const part of (schema['allOf'] as Schema[] | undefined) ?? []) problems.push(...this.check(part, value, at));
    if ('const' in schema && !isDeepStrictEqual(schema['const'], value)) refuse(JSON.stringify(schema['const']));
    if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) refuse(`one of ${schema['enum'].join(', ')}`);
    if (typeof schema['type'] === 'string' && !isOfType(schema['type'], value))
      return [...problems, `${at}: found ${JSON.stringify(value)}, expected ${schema['type']}`];
    if (typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern']).test(String(value))) refuse(schema['pattern']);
    if (typeof schema['minimum'] === 'number' && !(Number(value) >= schema['minimum'])) refuse(`at least ${schema['minimum']}`);
    if (typeof schema['maximum'] === 'number' && !(Number(value) <= schema['maximum'])) refuse(`at most ${schema['maximum']}`);
    if (Array.isArray(value) && schema['items'] !== undefined) {
      value.forEach((item, index) => problems.push(...this.check(schema['items'] as Schema, item, `${at}[${index}]`)));
    }
    if (isOfType('object', value)) problems.push(...this.checkMembers(schema, value as Record<string, unknown>, at));
    return problems;
  }

  private checkMembers(schema: Schema, value: Record<string, unknown>, at: string): string[] {
    const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
    const missing = ((schema['required'] ?? []) as string[]).filter((name) => !(name in value));
    const problems = missing.map((name) => `${at}.${name} is missing`);
    for (const [name, member] of Object.entries(value)) {
      const described = properties[name] ?? schema['additionalProperties'];
      if (described === false) problems.push(`${at}.${name} is not described`);
      else if (typeof described === 'object' && described !== null)
        problems.push(...this.check(described as Schema, member, `${at}.${name}`));
    }
    return problems;
  }
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
