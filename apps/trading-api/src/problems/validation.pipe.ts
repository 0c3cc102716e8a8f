import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import type { ZodDto } from 'nestjs-zod';
import type { z } from 'zod';
import { ProblemError, type ProblemIssue } from './problem.error';

/** Checks every body, query and path that is declared as a zod DTO; all issues at once, each with what was found and what was expected. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (!isZodDto(metatype)) return value;
    const schema = metatype.schema as z.ZodType;
    const checked = schema.safeParse(value);
    const issues = (checked.error?.issues ?? []).flatMap((issue) => toProblemIssues(issue, value));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      issues.push(...(metatype.issuesAcross?.(value as Record<string, unknown>) ?? []));
    }
    if (issues.length === 0) return checked.data;
    const where = type === 'body' ? 'body' : type === 'query' ? 'query' : 'path';
    throw new ProblemError('input-invalid', `${where}: ${issues.map(describe).join('; ')}`, { issues });
  }
}

/** A DTO may bring rules over several fields; they see what came, so that all issues are told at once. */
type CheckedDto = ZodDto & { issuesAcross?(value: Readonly<Record<string, unknown>>): ProblemIssue[] };

function isZodDto(metatype: unknown): metatype is CheckedDto {
  return typeof metatype === 'function' && 'isZodDto' in metatype && metatype.isZodDto === true;
}

function toProblemIssues(issue: z.core.$ZodIssue, value: unknown): ProblemIssue[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), found: 'an unknown field', expected: 'no such field' }));
  }
  return [
    {
      path,
      found: show(valueAt(value, issue.path)),
      expected: issue.code === 'invalid_type' && issue.path.length === 0 ? 'a JSON object' : issue.message,
    },
  ];
}

/** What came at that place, before anything was made of it. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

/** Values come back to the caller who sent them, shortened. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function describe({ path, found, expected }: ProblemIssue): string {
  return `${path === '' ? '' : `${path} `}found ${found}, expected ${expected}`;
}
