import { COMMITMENT_FILE, DRAW_FILE } from '#shared/evidence/evidence-names.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { documentOf } from '../evidence.ts';
import { ALL_WAVES, RULE_TEXTS } from '../texts/waves.ts';
import { FileLinks } from './file-links.tsx';
import type { WaveFiles } from './files.ts';

type DrawProps = { waveId: string; files: WaveFiles; language: Language };

/** What was fixed before the random number: how many registered, whom which rule refused, who is an entrant. */
export function CommitmentFacts({ waveId, files, language }: DrawProps) {
  const say = saying(ALL_WAVES, language);
  const commitment = documentOf(files[COMMITMENT_FILE]);
  if (!commitment) return <NotYet heading={say('commitmentHeading')} text={say('commitmentNotYet')} />;
  const { committedAt, registered, entrants, exclusions, entrantsRoot, registryPending } = commitment;
  const rules = Object.entries(exclusions).filter(([, people]) => people > 0);
  const refused = rules.reduce((sum, [, people]) => sum + people, 0);
  return (
    <section class="card" aria-labelledby="commitment">
      <h3 id="commitment">{say('commitmentHeading')}</h3>
      <dl class="facts">
        <Fact term={say('committedAt')}>{instantText(committedAt, language)}</Fact>
        <Fact term={say('registered')}>{numberText(registered, language)}</Fact>
        <Fact term={say('refused')}>{refused === 0 ? say('refusedNone') : numberText(refused, language)}</Fact>
        <Fact term={say('entrants')}>
          {say('entrantsOf', {
            total: numberText(entrants.total, language),
            priority: numberText(entrants.priority, language),
          })}
        </Fact>
        {registryPending !== undefined && <Fact term={say('registryPending')}>{numberText(registryPending, language)}</Fact>}
        <Fact term={say('root')}>
          <code>{entrantsRoot}</code>
        </Fact>
      </dl>
      {rules.length > 0 && (
        <Table
          caption={say('byRule')}
          columns={[
            { heading: say('rule'), cell: ([rule]) => ruleText(rule, language) },
            { heading: say('people'), cell: ([, people]) => numberText(people, language), numeric: true },
          ]}
          rows={rules}
          keyOf={([rule]) => rule}
        />
      )}
      <FileLinks waveId={waveId} files={[COMMITMENT_FILE]} language={language} />
    </section>
  );
}

function ruleText(rule: string, language: Language): string {
  return Object.hasOwn(RULE_TEXTS, rule) ? RULE_TEXTS[rule as keyof typeof RULE_TEXTS][language] : rule;
}

/** The random number that decided, and the seed that was made of it. */
export function DrawFacts({ waveId, files, language }: DrawProps) {
  const say = saying(ALL_WAVES, language);
  const record = documentOf(files[DRAW_FILE]);
  const roundAt = documentOf(files[COMMITMENT_FILE])?.beacon.roundAt;
  if (!record) return <NotYet heading={say('drawHeading')} text={say('drawNotYet')} />;
  const { beacon, seed, drawnAt } = record;
  const round = numberText(beacon.round, language);
  return (
    <section class="card" aria-labelledby="draw">
      <h3 id="draw">{say('drawHeading')}</h3>
      <dl class="facts">
        <Fact term={say('round')}>
          {roundAt === undefined ? round : say('roundAt', { round, at: instantText(roundAt, language) })}
          {beacon.test && <p class="hint">{say('trial')}</p>}
        </Fact>
        <Fact term={say('randomness')}>
          <code>{beacon.randomness}</code>
        </Fact>
        <Fact term={say('seed')}>
          <code>{seed}</code>
        </Fact>
        <Fact term={say('drawnAt')}>{instantText(drawnAt, language)}</Fact>
      </dl>
      <FileLinks waveId={waveId} files={[DRAW_FILE]} language={language} />
    </section>
  );
}

function NotYet({ heading, text }: { heading: string; text: string }) {
  return (
    <section class="card">
      <h3>{heading}</h3>
      <p class="quiet">{text}</p>
    </section>
  );
}
