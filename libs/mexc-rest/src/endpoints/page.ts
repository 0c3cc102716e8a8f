import { integerBetween, optional } from './parameter-rules';

/** One page of a list that may be long. */
export interface Page {
  /** From 1. */
  readonly pageNum: number;
  /** A page with fewer rows is the last one. */
  readonly pageSize: number;
}

const pageNum = integerBetween(1, 1_000_000);

export function pageRules(largest: number) {
  return { pageNum, pageSize: integerBetween(1, largest) };
}

export function optionalPageRules(largest: number) {
  return { pageNum: optional(pageNum), pageSize: optional(integerBetween(1, largest)) };
}

/** These members of a query. */
export function pageQuery({ pageNum: page_num, pageSize: page_size }: Partial<Page>) {
  return { page_num, page_size };
}
