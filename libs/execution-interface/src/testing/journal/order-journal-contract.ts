import { intentCases } from './intent-cases';
import type { JournalCase } from './journal-case';
import { storyCases } from './story-cases';
import { tradeCases } from './trade-cases';

/** What every {@link OrderJournal} must hold. Run every case on an empty one. */
export const orderJournalContract: readonly JournalCase[] = [...intentCases, ...storyCases, ...tradeCases];
