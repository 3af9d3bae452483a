import type { PlanBody } from '#shared/waves/plan.ts';
import { numberText } from '#web/shared/format.ts';
import { Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { PLAN_TABLES } from '../texts/plan-tables.ts';
import { type Change, planChanges, planFacts, provinceRows } from './plan-facts.ts';

type TableProps = {
  language: Language;
  /** Whose plan it is, where there are several on a page: tables are told apart by it when they are heard. */
  of?: string | undefined;
};

const captionOf = (text: string, of: string | undefined) => (of === undefined ? text : `${text}: ${of}`);

/** What a plan would change, line by line: as it is, and as it would be. */
export function PlanChanges({ present, next, of, language }: TableProps & { present: PlanBody; next: PlanBody }) {
  const say = saying(PLAN_TABLES, language);
  const rows = planChanges(present, next, language);
  if (rows.length === 0) return <p>{say('same')}</p>;
  return (
    <Table<Change>
      caption={captionOf(say('changes'), of)}
      columns={[
        { heading: say('what'), cell: ({ name }) => name },
        { heading: say('before'), cell: ({ before }) => <del>{before}</del> },
        { heading: say('after'), cell: ({ after }) => <ins>{after}</ins> },
      ]}
      rows={rows}
      keyOf={({ name }) => name}
    />
  );
}

/** All that a plan says. */
export function WholePlan({ plan, of, language }: TableProps & { plan: PlanBody }) {
  return (
    <>
      <dl class="facts">
        {planFacts(plan, language).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ProvincePlaces plan={plan} of={of} language={language} />
    </>
  );
}

/** The places of each province with their total; nothing where there is one pot for all. */
export function ProvincePlaces({ plan, of, language }: TableProps & { plan: Pick<PlanBody, 'byProvince'> }) {
  const say = saying(PLAN_TABLES, language);
  const rows = provinceRows(plan);
  if (!rows) return null;
  const total = rows.reduce((sum, { places }) => sum + places, 0);
  return (
    <details>
      <summary>{say('provincesAndTotal', { count: rows.length, total: numberText(total, language) })}</summary>
      <Table
        caption={captionOf(say('provinces'), of)}
        columns={[
          { heading: say('province'), cell: ({ name, code }) => (code ? `${name} (${code})` : name) },
          { heading: say('places'), cell: ({ places }) => numberText(places, language), numeric: true },
        ]}
        rows={[...rows, { code: '', name: say('total'), places: total }]}
        keyOf={({ code }) => code}
      />
    </details>
  );
}
