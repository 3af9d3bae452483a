import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';
import type { Text } from '#shared/http/text.ts';
import { resolveLists } from '#shared/lists/resolve-lists.ts';
import { faultsOf, isWaveId, type PlanBody, planBodySchema } from '#shared/waves/plan.ts';
import { LIST_NAME_FAULTS, PLAN_FAULTS, PLAN_FIELDS } from '#shared/waves/plan-messages.ts';
import type { Wave } from '#web/shared/api.ts';
import { FIELD_FAULTS } from '../texts/plan-fields.ts';
import { type Aim, bodyOf, type Draft } from './draft.ts';

export type ListVersion = z.infer<typeof ANSWERS.Lists>['versions'][number];

/** The fields of the form in its order; each is the id of its first input. */
export const FIELDS = [
  'waveId',
  'number',
  'opensAt',
  'closesAt',
  'beacon',
  'places',
  'byProvince',
  'spillOver',
  'reserved',
  'refills',
  'fundedBy',
  'perMille',
  'priorityLists',
  'minimumAge',
  'maximumAge',
  'formalEducation',
  'barredOccupations',
  'exclusionLists',
  'barredLists',
  'civilRegistry',
] as const;
export type Field = (typeof FIELDS)[number];
export type Faults = Partial<Record<Field, Text>>;

/** Where the field of a pointer is; the longest one that begins it counts. */
const POINTERS: readonly (readonly [pointer: string, field: Field])[] = [
  ['/priority/lists', 'priorityLists'],
  ['/priority', 'perMille'],
  ['/rules/minimumAge', 'minimumAge'],
  ['/rules/maximumAge', 'maximumAge'],
  ['/rules/formalEducation', 'formalEducation'],
  ['/rules/barredOccupations', 'barredOccupations'],
  ['/rules/exclusionLists', 'exclusionLists'],
  ['/rules/barredLists', 'barredLists'],
  ['/rules/civilRegistry', 'civilRegistry'],
  ['/number', 'number'],
  ['/opensAt', 'opensAt'],
  ['/closesAt', 'closesAt'],
  ['/beacon', 'beacon'],
  ['/places', 'places'],
  ['/byProvince', 'byProvince'],
  ['/spillOver', 'spillOver'],
  ['/reserved', 'reserved'],
  ['/refills', 'refills'],
  ['/fundedBy', 'fundedBy'],
];

/** @returns undefined when it points at nothing that the form has */
export function fieldAt(pointer: string): Field | undefined {
  return POINTERS.find(([begins]) => pointer === begins || pointer.startsWith(`${begins}/`))?.[1];
}

/** A draft checked: what it would send, if it can be sent, or what is wrong with which field. */
export type Checked = { body?: PlanBody; faults: Faults };
export type Situation = {
  aim: Aim;
  /** The wave as it stands, of an amendment or extension. */
  present: Wave | undefined;
  /** All waves: a new one has another id than each of them. */
  waves: readonly Wave[];
  /** Undefined where they could not be read: then the API alone looks at the names of lists. */
  lists: readonly ListVersion[] | undefined;
  /** Epoch milliseconds by the server's clock. */
  now: number;
};

/** Checks a draft by the API's own schema and rules. */
export function checkPlan(draft: Draft, { aim, present, waves, lists, now }: Situation): Checked {
  const faults: Faults = {};
  const tell = (pointer: string, text: Text) => {
    const field = fieldAt(pointer);
    if (field) faults[field] ??= text;
  };
  if (aim === 'new') {
    if (!isWaveId(draft.waveId)) faults.waveId = FIELD_FAULTS.waveId;
    else if (waves.some(({ waveId }) => waveId === draft.waveId)) faults.waveId = FIELD_FAULTS.waveIdTaken;
  }
  if (draft.scope === 'province' && Object.values(draft.byProvince).every((text) => text.trim() === '')) {
    faults.byProvince = FIELD_FAULTS.byProvinceEmpty;
  }
  const parsed = planBodySchema.safeParse(bodyOf(draft, present));
  if (!parsed.success) {
    for (const { path } of parsed.error.issues) {
      const pointer = path.map((part) => `/${String(part)}`).join('');
      const field = fieldAt(pointer);
      if (field) tell(pointer, faultOf(field));
    }
    return { faults };
  }
  const body = parsed.data;
  for (const { pointer, message } of faultsOf(body)) tell(pointer, PLAN_FAULTS[message]);
  if (aim !== 'extend' && Date.parse(body.opensAt) <= now) tell('/opensAt', PLAN_FAULTS.opensInThePast);
  if (aim === 'extend' && present && body.closesAt <= present.closesAt) tell('/closesAt', FIELD_FAULTS.notLater);
  if (lists) {
    const named = resolveLists(body, lists.map(asKept), aim === 'extend' ? present?.lists : undefined);
    for (const { pointer, message } of 'faults' in named ? named.faults : []) tell(pointer, LIST_NAME_FAULTS[message]);
  }
  return Object.keys(faults).length > 0 ? { faults } : { body, faults };
}

/** A version as the rules of lists take it; under which import and pepper its people are kept is of no account to them. */
export function asKept(version: ListVersion) {
  return { ...version, importId: '', pepperCheck: '' };
}

/** The API's own sentence where it speaks of no notation that the form doesn't show. */
function faultOf(field: Field): Text {
  return field in FIELD_FAULTS ? FIELD_FAULTS[field as keyof typeof FIELD_FAULTS] : PLAN_FIELDS[field as keyof typeof PLAN_FIELDS];
}
