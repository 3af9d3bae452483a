import * as z from 'zod/mini';
import type { ProposalDocument } from '#shared/desk/proposal.ts';
import { type PlanBody, planBodyOf, planBodySchema } from '#shared/waves/plan.ts';
import type { Wave } from '#web/shared/api.ts';
import { instantText, numberText } from '#web/shared/format.ts';
import { type Language, saying, type Text } from '#web/shared/text.ts';
import { PlanChanges, ProvincePlaces, WholePlan } from './plan/plan-tables.tsx';
import { DESK, KIND_LINES, PROPOSAL_FIELDS } from './texts/desk.ts';
import { PARTNER_STATE_NAMES } from './texts/partners.ts';
import { PLAN_VALUES } from './texts/plan-fields.ts';
import { REASON_NAMES } from './texts/reasons.ts';

type Described = Pick<ProposalDocument, 'proposalId' | 'kind' | 'waveId' | 'body'>;

/** A proposal of any kind in one line. */
export function describeProposal({ kind, waveId = '', body }: Omit<Described, 'proposalId'>, language: Language): string {
  const line = KIND_LINES[kind as keyof typeof KIND_LINES];
  if (!line) return saying(DESK, language)('unknownKind', { kind });
  const values = Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'number'
      ? [[name, name === 'number' ? String(value) : numberText(value, language)]]
      : typeof value === 'string'
        ? [[name, value]]
        : [],
  );
  return saying({ line }, language)('line', { waveId, ...Object.fromEntries(values) });
}

/** The body of a proposal that is a plan. @returns undefined for one of another kind */
export function proposedPlan({ kind, body }: Pick<Described, 'kind' | 'body'>): PlanBody | undefined {
  return kind === 'plan' ? planBodySchema.parse(body) : undefined;
}

/**
 * All that a proposal says.
 * @param props.present of a plan: the wave as it stands, if there is one
 * @param props.decided of a plan: it isn't held against a wave any more
 */
export function ProposalFacts({
  proposal,
  present,
  decided,
  language,
}: {
  proposal: Described;
  present?: Wave | undefined;
  decided?: boolean;
  language: Language;
}) {
  const say = saying(DESK, language);
  const plan = proposedPlan(proposal);
  const of = proposal.proposalId.slice(0, 8);
  if (!plan) return <Fields body={proposal.body} of={of} language={language} />;
  if (decided) return <WholePlan plan={plan} of={of} language={language} />;
  if (!present) {
    return (
      <>
        <h4>{say('newWave')}</h4>
        <WholePlan plan={plan} of={of} language={language} />
      </>
    );
  }
  return (
    <>
      <h4>{say('wholeDifference')}</h4>
      <PlanChanges present={planBodyOf(present)} next={plan} of={of} language={language} />
      <details>
        <summary>{say('wholePlan')}</summary>
        <WholePlan plan={plan} of={of} language={language} />
      </details>
    </>
  );
}

function Fields({ body, of, language }: { body: ProposalDocument['body']; of: string; language: Language }) {
  const { byProvince } = body;
  const divided = divisionSchema.safeParse(byProvince);
  return (
    <>
      <dl class="facts">
        {Object.entries(body)
          .filter(([name]) => name !== 'kind')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{PROPOSAL_FIELDS[name]?.[language] ?? name}</dt>
              <dd>{valueText(name, value, language)}</dd>
            </div>
          ))}
      </dl>
      {divided.success && <ProvincePlaces plan={{ byProvince: divided.data }} of={of} language={language} />}
    </>
  );
}

const divisionSchema = z.record(z.string(), z.number());
const keysSchema = z.array(z.object({ x: z.string() }));
const NAMED: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  reason: REASON_NAMES,
  state: PARTNER_STATE_NAMES,
};

function valueText(name: string, value: unknown, language: Language) {
  const values = saying(PLAN_VALUES, language);
  if (name === 'keys') {
    return keysSchema.parse(value).map(({ x }) => (
      <div key={x}>
        <code>{x}</code>
      </div>
    ));
  }
  if (name === 'byProvince') {
    return value === 'national' ? values('national') : values('ofProvinces', { count: Object.keys(value as object).length });
  }
  if (typeof value === 'number') return numberText(value, language);
  if (typeof value !== 'string') return <code>{JSON.stringify(value)}</code>;
  if (name === 'from' || name === 'until') return instantText(value, language);
  return NAMED[name]?.[value]?.[language] ?? (name === 'entryId' ? <code>{value}</code> : value);
}
