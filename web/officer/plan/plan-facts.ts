import { PROVINCES } from '#shared/regions/provinces.ts';
import type { Occupation } from '#shared/registrations/occupations.ts';
import type { PlanBody } from '#shared/waves/plan.ts';
import { instantText, numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { OCCUPATION_NAMES } from '#web/shared/texts/occupations.ts';
import { FIELD_NAMES, PLAN_VALUES } from '../texts/plan-fields.ts';
import { momentOf } from './wib.ts';

/** A fact of a plan in the words of the page. */
export type Fact = { name: string; value: string };
/** What a plan says otherwise than another. */
export type Change = { name: string; before: string; after: string };

/** All that a plan says but for the places of single provinces. */
export function planFacts(plan: PlanBody, language: Language): Fact[] {
  const name = saying(FIELD_NAMES, language);
  const say = saying(PLAN_VALUES, language);
  const count = (number: number) => numberText(number, language);
  const { priority, rules, byProvince } = plan;
  const lists = (names: readonly string[] = []) => names.map((one) => listText(one, language)).join('; ') || say('none');
  const occupations = rules.barredOccupations.map((one: Occupation) => OCCUPATION_NAMES[one][language]).join('; ');
  return [
    { name: name('number'), value: String(plan.number) },
    { name: name('opensAt'), value: exactText(plan.opensAt, language) },
    { name: name('closesAt'), value: exactText(plan.closesAt, language) },
    { name: name('beacon'), value: exactText(plan.beacon.at, language) },
    { name: name('places'), value: count(plan.places) },
    {
      name: name('byProvince'),
      value: byProvince === 'national' ? say('national') : say('ofProvinces', { count: Object.keys(byProvince).length }),
    },
    { name: name('spillOver'), value: plan.spillOver ? say('spills') : say('staysEmpty') },
    { name: name('reserved'), value: plan.reserved === undefined ? say('none') : count(plan.reserved) },
    { name: name('refills'), value: plan.refills === undefined ? say('never') : say('times', { count: plan.refills }) },
    { name: name('fundedBy'), value: plan.fundedBy ? say('recovery') : say('decree') },
    { name: name('perMille'), value: priority ? say('share', { count: count(priority.perMille) }) : say('none') },
    ...(priority ? [{ name: name('priorityLists'), value: lists(priority.lists) }] : []),
    { name: name('minimumAge'), value: say('years', { count: rules.minimumAge }) },
    {
      name: name('maximumAge'),
      value: rules.maximumAge === undefined ? say('noLimit') : say('years', { count: rules.maximumAge }),
    },
    { name: name('formalEducation'), value: rules.formalEducation === 'refused' ? say('refused') : say('allowed') },
    { name: name('barredOccupations'), value: occupations || say('none') },
    { name: name('exclusionLists'), value: lists(rules.exclusionLists) },
    { name: name('barredLists'), value: lists(rules.barredLists) },
    { name: name('civilRegistry'), value: rules.civilRegistry ? say('checked') : say('unchecked') },
  ];
}

/** What `next` says otherwise than `present`, the places of single provinces included; nothing where both say the same. */
export function planChanges(present: PlanBody, next: PlanBody, language: Language): Change[] {
  const say = saying(PLAN_VALUES, language);
  const [before, after] = [present, next].map((plan) => new Map(planFacts(plan, language).map(({ name, value }) => [name, value])));
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  const facts = names.map((name) => ({
    name,
    before: before?.get(name) ?? say('none'),
    after: after?.get(name) ?? say('none'),
  }));
  const [placesBefore, placesAfter] = [placesByCode(present), placesByCode(next)];
  const text = (places: number | undefined) => (places === undefined ? say('notServed') : numberText(places, language));
  const provinces =
    placesBefore && placesAfter
      ? PROVINCES.map(({ code, name }) => ({
          name: say('placesOf', { province: name }),
          before: text(placesBefore[code]),
          after: text(placesAfter[code]),
        }))
      : [];
  return [...facts, ...provinces].filter((change) => change.before !== change.after);
}

/** The places of each province that a plan serves, in the order of their codes; undefined where there is one pot for all. */
export function provinceRows({
  byProvince,
}: Pick<PlanBody, 'byProvince'>): { code: string; name: string; places: number }[] | undefined {
  if (byProvince === 'national') return undefined;
  return PROVINCES.flatMap(({ code, name }) => {
    const places = byProvince[code];
    return places === undefined ? [] : [{ code, name, places }];
  });
}

function placesByCode({ byProvince }: PlanBody): Readonly<Record<string, number>> | undefined {
  return byProvince === 'national' ? undefined : byProvince;
}

/** With the seconds where there are any: two plans that differ by them must not read the same. */
function exactText(at: string, language: Language): string {
  const { time } = momentOf(at);
  return time.length > 5 ? `${instantText(at, language)} (${time})` : instantText(at, language);
}

/** `aid-2020-08@2` in words. */
export function listText(name: string, language: Language): string {
  const [list = '', version] = name.split('@');
  const say = saying(PLAN_VALUES, language);
  return version === undefined ? say('newest', { list }) : say('version', { list, version });
}
