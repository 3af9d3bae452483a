import type { Mutant } from './mutant.ts';

const SITE = ['test/web/site.test.ts'];
const FRONT = ['test/infra/front.test.ts'];
const SUBMIT = ['test/web/submit.test.ts'];
const FORM = ['test/web/check-form.test.ts'];
const APPLYING = ['test/web/applying.test.ts'];
const RESULTS = ['test/web/results.test.ts'];
const LOOKS = ['test/web/looks.test.ts'];
const LIVE_WAVE = ['test/web/live-wave.test.ts'];
const LEDGER = ['test/web/ledger.test.ts'];

/** The pages: what they may do, what they keep, what they send and how often. */
export const WEB_MUTANTS: readonly Mutant[] = [
  {
    name: 'pages run scripts of anybody',
    file: 'infra/site-headers.ts',
    find: `"script-src 'self'"`,
    replace: `"script-src 'self' 'unsafe-inline'"`,
    tests: SITE,
  },
  {
    name: 'the policy of the pages keeps large evidence out',
    file: 'infra/site-headers.ts',
    find: "`connect-src 'self' ${EVIDENCE_ORIGIN}`",
    replace: `"connect-src 'self'"`,
    tests: SITE,
  },
  {
    name: 'the bucket of evidence lets no page read',
    file: 'infra/evidence-bucket.ts',
    find: "      cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], maxAge: CORS_SECONDS }],\n",
    replace: '',
    tests: SITE,
  },
  {
    name: 'the distribution gives the pages another policy than they were tried with',
    file: 'infra/site-bucket.ts',
    find: 'contentSecurityPolicy: policy, override: true',
    replace: `contentSecurityPolicy: "default-src 'self'", override: true`,
    tests: FRONT,
  },
  {
    name: 'the distribution gives the API’s answers from the bucket',
    file: 'infra/front.ts',
    find: "const OF_THE_API = ['/v1/*', '/.well-known/*'];",
    replace: "const OF_THE_API = ['/v1/*'];",
    tests: FRONT,
  },
  {
    name: 'a page is online before what it loads',
    file: 'infra/site.ts',
    find: 'return [...assets, ...pages];',
    replace: 'return [...pages, ...assets];',
    tests: SITE,
  },
  {
    name: 'a page grows old at the edge and in browsers',
    file: 'infra/site.ts',
    find: "'public, max-age=0, s-maxage=60, must-revalidate'",
    replace: "'public, max-age=31536000, immutable'",
    tests: SITE,
  },
  {
    name: 'the local runtime gives pages without their policy',
    file: 'infra/local/http/site.ts',
    find: "{ ...site.headers, 'content-type': contentType, ",
    replace: "{ 'content-type': contentType, ",
    tests: SITE,
  },
  {
    name: 'the local API says the time of another clock than its own',
    file: 'infra/local/http/http-api.ts',
    find: "      response.setHeader('date', new Date(options.clock.now()).toUTCString());\n",
    replace: '',
    tests: SITE,
  },
  {
    name: 'pages send at once in the first minutes',
    file: 'web/applicant/submit.ts',
    find: 'if (delay > 0) {',
    replace: 'if (delay < 0) {',
    tests: SUBMIT,
  },
  {
    name: 'pages take a busy service for an answer',
    file: 'web/applicant/submit.ts',
    find: 'if (!isWorthRetrying(reply.status)) return reply;',
    replace: 'return reply;',
    tests: SUBMIT,
  },
  {
    name: 'pages do not wait for what a busy service asks',
    file: 'web/applicant/submit.ts',
    find: 'retryDelayMs(tries, reply.retryAfterSeconds, way.chance())',
    replace: 'retryDelayMs(tries, undefined, way.chance())',
    tests: SUBMIT,
  },
  {
    name: 'the form takes a KK that the API refuses',
    file: 'web/applicant/check-form.ts',
    find: "...(!KK.test(kk) && { kk: 'kkWrong' }),",
    replace: '',
    tests: FORM,
  },
  {
    name: 'the form takes a province that the wave does not serve',
    file: 'web/applicant/check-form.ts',
    find: "byProvince === 'national' || Object.hasOwn(byProvince, code)",
    replace: 'byProvince !== undefined && code.length > 0',
    tests: FORM,
  },
  {
    name: 'pages trust the phone’s clock',
    file: 'web/shared/server-clock.ts',
    find: 'return now + offsetMs;',
    replace: 'return now;',
    tests: APPLYING,
  },
  {
    name: 'a second press sends again',
    file: 'web/applicant/use-sending.ts',
    find: 'if (cancel.current) return;',
    replace: '',
    tests: APPLYING,
  },
  {
    name: 'a receipt is kept on a phone that was not asked to',
    file: 'web/applicant/register.tsx',
    find: 'if (registration && remembers.current) keepReceipt(registration);',
    replace: 'if (registration) keepReceipt(registration);',
    tests: APPLYING,
  },
  {
    name: 'what was typed stays on the phone after it is sent',
    file: 'web/applicant/register.tsx',
    find: 'if (registration) forgetDraft();',
    replace: '',
    tests: APPLYING,
  },
  {
    name: 'the key to a result stays in the address',
    file: 'web/applicant/result.tsx',
    find: "if (given) history.replaceState(null, '', location.pathname);",
    replace: '',
    tests: APPLYING,
  },
  {
    name: 'the summary of faults leads nowhere',
    file: 'web/shared/fault-summary.tsx',
    find: 'document.getElementById(field)?.focus();',
    replace: '',
    tests: APPLYING,
  },
  {
    name: 'a second press falls on what has appeared under the finger',
    file: 'web/applicant/sending.tsx',
    find: 'const [stoppable, setStoppable] = useState(false);',
    replace: 'const [stoppable, setStoppable] = useState(true);',
    tests: RESULTS,
  },
  {
    name: 'who waits is not shown the result',
    file: 'web/applicant/use-own.ts',
    find: "const waited = known === 'registered' && published;",
    replace: "const waited = known === 'registered' && !published && false;",
    tests: RESULTS,
  },
  {
    name: 'a page that nobody sees asks for the report',
    file: 'web/officer/wave/use-report.ts',
    find: "if (looking || ended || document.visibilityState !== 'visible') return;",
    replace: 'if (looking || ended) return;',
    tests: LIVE_WAVE,
  },
  {
    name: 'a report that stays the same is asked for as often as before',
    file: 'web/officer/wave/pace.ts',
    find: 'changed ? every : Math.min(SLOWEST_MS, before * SLOWER)',
    replace: 'every',
    tests: LOOKS,
  },
  {
    name: 'a rate is taken between an estimate and an exact count',
    file: 'web/officer/wave/rates.ts',
    find: 'at < look.at && estimated === look.estimated',
    replace: 'at < look.at && estimated !== undefined',
    tests: LOOKS,
  },
  {
    name: 'an exported list is saved that is not the certified one',
    file: 'web/officer/wave/certified-file.ts',
    find: "if (unreachable || (error as NotAsCertified).why === 'broken-off') return { outcome: 'unreachable' };\n    throw error;",
    replace: "if (unreachable) return { outcome: 'unreachable' };",
    tests: LIVE_WAVE,
  },
  {
    name: 'a proposal pressed twice is sent twice',
    file: 'web/officer/wave/use-act.ts',
    find: 'if (under.current) return;',
    replace: '',
    tests: LIVE_WAVE,
  },
  {
    name: 'what is refused is not told at its field',
    file: 'web/officer/wave/use-act.ts',
    find: "pointer.split('/')[1] ?? ''",
    replace: "pointer.split('/')[2] ?? ''",
    tests: LIVE_WAVE,
  },
  {
    name: 'a tile shows the figure of another measure',
    file: 'web/shared/charts/tile-grid.tsx',
    find: 'const chosen = measures.find((measure) => measure.name === name) ?? measures[0];',
    replace: 'const chosen = measures[0];',
    tests: LIVE_WAVE,
  },
  {
    name: 'a ledger that does not add up is said to',
    file: 'web/officer/ledger/identities.ts',
    find: 'holds: sum(left) === sum(right)',
    replace: 'holds: sum(left) >= 0 && sum(right) >= 0',
    tests: LEDGER,
  },
  {
    name: 'waves that do not add up to the year are not noticed',
    file: 'web/officer/ledger/identities.ts',
    find: 'sum + row[name], 0) !== ledger[name]',
    replace: 'sum + row[name], 0) < 0',
    tests: LEDGER,
  },
];
