import { Refusal } from '../refusal.ts';

/** An event as a rule sees it and as its target gets it. */
export type BusEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
};

export type EventPattern = (event: BusEvent) => boolean;

/** What a pattern may ask of here: lists of texts, one of which an event must have. */
const FIELDS = ['source', 'detail-type'] as const;

/** Reads the pattern of a rule. Throws a Refusal that names what of it does not run here. */
export function readEventPattern(pattern: unknown, rule: string): EventPattern {
  const lists = Object.entries((pattern ?? {}) as Record<string, unknown>);
  if (lists.length === 0) throw new Refusal(`The rule ${rule} has no EventPattern; rules by schedule don't run locally.`);
  for (const [field, values] of lists) {
    const runs =
      FIELDS.some((known) => known === field) && Array.isArray(values) && values.every((value) => typeof value === 'string');
    if (!runs)
      throw new Refusal(
        `The rule ${rule} matches events by ${field} = ${JSON.stringify(values)}; only lists of texts for ${FIELDS.join(' and ')} run locally.`,
      );
  }
  return (event) => lists.every(([field, values]) => (values as string[]).includes(event[field as (typeof FIELDS)[number]]));
}
