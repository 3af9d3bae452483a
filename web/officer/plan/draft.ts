import type { Wave } from '#web/shared/api.ts';
import { numberIn } from './paste-places.ts';
import { type Moment, momentOf, momentPlus, NO_MOMENT, wibInstant } from './wib.ts';

/** What the editor makes: a wave that there isn't yet, another plan of one that hasn't opened, or a later closing of one that is open. */
export type Aim = 'new' | 'amend' | 'extend';

/** A plan as it is being typed. Numbers are texts until it is sent. */
export type Draft = {
  waveId: string;
  number: string;
  opens: Moment;
  closes: Moment;
  beacon: Moment;
  places: string;
  scope: 'national' | 'province';
  /** By province code; an empty text is a province that the wave doesn't serve. */
  byProvince: Readonly<Record<string, string>>;
  spillOver: boolean;
  reserved: string;
  refills: string;
  fundedBy: 'decree' | 'recovery';
  priority: boolean;
  perMille: string;
  priorityLists: readonly string[];
  minimumAge: string;
  maximumAge: string;
  formalEducation: 'refused' | 'allowed';
  barredOccupations: readonly string[];
  exclusionLists: readonly string[];
  barredLists: readonly string[];
  civilRegistry: boolean;
};

/** A new plan: the programme's rules as they have been from the beginning, and nothing that only this wave can know. */
export const EMPTY_DRAFT: Draft = {
  waveId: '',
  number: '',
  opens: NO_MOMENT,
  closes: NO_MOMENT,
  beacon: NO_MOMENT,
  places: '',
  scope: 'national',
  byProvince: {},
  spillOver: true,
  reserved: '',
  refills: '',
  fundedBy: 'decree',
  priority: false,
  perMille: '800',
  priorityLists: [],
  minimumAge: '18',
  maximumAge: '',
  formalEducation: 'refused',
  barredOccupations: [],
  exclusionLists: [],
  barredLists: [],
  civilRegistry: false,
};

/** The plan of a wave as it would be typed. */
export function draftOf(wave: Wave): Draft {
  const { byProvince, priority, rules } = wave;
  return {
    waveId: wave.waveId,
    number: String(wave.number),
    opens: momentOf(wave.opensAt),
    closes: momentOf(wave.closesAt),
    beacon: momentOf(wave.beacon.at),
    places: String(wave.places),
    scope: byProvince === 'national' ? 'national' : 'province',
    byProvince:
      byProvince === 'national'
        ? {}
        : Object.fromEntries(Object.entries(byProvince).map(([code, places]) => [code, String(places)])),
    spillOver: wave.spillOver,
    reserved: wave.reserved === undefined ? '' : String(wave.reserved),
    refills: wave.refills === undefined ? '' : String(wave.refills),
    fundedBy: wave.fundedBy ?? 'decree',
    priority: priority !== undefined,
    perMille: String(priority?.perMille ?? EMPTY_DRAFT.perMille),
    priorityLists: priority?.lists ?? [],
    minimumAge: String(rules.minimumAge),
    maximumAge: rules.maximumAge === undefined ? '' : String(rules.maximumAge),
    formalEducation: rules.formalEducation,
    barredOccupations: rules.barredOccupations,
    exclusionLists: rules.exclusionLists,
    barredLists: rules.barredLists ?? [],
    civilRegistry: rules.civilRegistry !== undefined,
  };
}

/** A new wave like another one: the next number, the same times of day, and of each list the newest version by the closing. */
export function copyOf(wave: Wave): Draft {
  const draft = draftOf(wave);
  const newest = (names: readonly string[]) => names.map((name) => name.replace(/@\d+$/, ''));
  return {
    ...draft,
    waveId: '',
    number: String(wave.number + 1),
    opens: { ...draft.opens, date: '' },
    closes: { ...draft.closes, date: '' },
    beacon: { ...draft.beacon, date: '' },
    priorityLists: newest(draft.priorityLists),
    exclusionLists: newest(draft.exclusionLists),
    barredLists: newest(draft.barredLists),
  };
}

/** The draft with another closing; the beacon moves by as much, or comes ten minutes after it where there was none. */
export function withClosing(draft: Draft, closes: Moment): Draft {
  const [before, after, beacon] = [draft.closes, closes, draft.beacon].map(wibInstant);
  if (after === undefined) return { ...draft, closes };
  const distance = before !== undefined && beacon !== undefined ? Date.parse(beacon) - Date.parse(before) : TEN_MINUTES_MS;
  const follows = beacon === undefined || before !== undefined;
  return { ...draft, closes, ...(follows && { beacon: momentPlus(after, distance) }) };
}
const TEN_MINUTES_MS = 600_000;

/**
 * What would be sent; what isn't filled in right is left out or not a number, and the schema says so.
 * @param present the plan in force: fields that may be empty or left out stay as they are there
 */
export function bodyOf(draft: Draft, present: Wave | undefined): unknown {
  const { priorityLists, exclusionLists, barredLists } = draft;
  const optional = (text: string) => (text.trim() === '' ? undefined : (numberIn(text) ?? Number.NaN));
  const body = {
    number: optional(draft.number),
    opensAt: wibInstant(draft.opens),
    closesAt: wibInstant(draft.closes),
    beacon: { at: wibInstant(draft.beacon) },
    places: optional(draft.places),
    reserved: optional(draft.reserved),
    byProvince: draft.scope === 'national' ? 'national' : placesOf(draft),
    priority: draft.priority
      ? {
          group: 'laid-off',
          perMille: optional(draft.perMille),
          lists: priorityLists.length > 0 ? priorityLists : present?.priority?.lists && [],
        }
      : undefined,
    spillOver: draft.spillOver,
    fundedBy: draft.fundedBy === 'recovery' ? 'recovery' : undefined,
    refills: optional(draft.refills),
    rules: {
      minimumAge: optional(draft.minimumAge),
      maximumAge: optional(draft.maximumAge),
      formalEducation: draft.formalEducation,
      barredOccupations: draft.barredOccupations,
      exclusionLists,
      barredLists: barredLists.length > 0 ? barredLists : present?.rules.barredLists && [],
      civilRegistry: draft.civilRegistry ? 'checked' : undefined,
    },
  };
  // What is undefined is left out, as it will be on the way.
  return JSON.parse(JSON.stringify(body));
}

/** The places of the provinces that have any text. @returns a value that is no number where the text is none */
export function placesOf({ byProvince }: Pick<Draft, 'byProvince'>): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(byProvince)
      .filter(([, text]) => text.trim() !== '')
      .map(([code, text]) => [code, numberIn(text) ?? null]),
  );
}

/** The total of what is a number already. */
export function totalOf(draft: Pick<Draft, 'byProvince'>): number {
  return Object.values(placesOf(draft)).reduce<number>((sum, places) => sum + (places ?? 0), 0);
}
