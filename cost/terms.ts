import { openingLimits } from '#infra/opening-limits.ts';
import type { Stage } from '#infra/stages.ts';
import { SHARD_GROUPS, SHARDS } from '#shared/shards.ts';
import { awardBatches, functionsOf, originReads } from './functions.ts';
import { ASSUMED, MEASURED, MINUTES_A_MONTH } from './measured.ts';
import { caveatOf, costOf, type PriceName, type Region } from './prices.ts';
import type { Scales, Wave } from './wave.ts';

/** One line of the bill. */
export type Term = {
  readonly id: string;
  readonly service: string;
  readonly what: string;
  /** In the month, all waves together. */
  readonly units: number;
  readonly price: PriceName;
  readonly usd: number;
  /** How the units were found. */
  readonly basis: string;
  readonly follows: Scales;
  /** Openly, what is wrong with the price; empty when nothing is known to be. */
  readonly caveat: string;
};

const GB = 1_000_000_000;
const shards = SHARDS.length;

/** What is in the templates, each billed by the month (test/cost holds them against the templates). Alarms are billed by the metrics that they look at. */
export const STANDING = {
  alarmMetrics: 64,
  metrics: 10,
  keys: 3,
  secrets: 2,
  firewalls: 1,
  firewallRules: 5,
} as const;

/** State transitions of a selection: the states of infra/selection-workflow.ts in the order in which they are entered. */
export function selectionTransitions(wave: Wave): number {
  const before = ['ListShards', 'StartRounds', 'ScreenShards', 'CommitEntrants', 'WaitForBeacon'].length + shards;
  const round = ['Draw', 'AnyWinners'].length;
  const end = round + ['Publish', 'Published'].length;
  return before + ASSUMED.awardRounds * (round + ['AwardBatches'].length) + awardBatches(wave) + end;
}

/** Of an erasure (infra/erasure.ts). */
export const ERASURE_TRANSITIONS = ['ListShards', 'EraseShards', 'FinishErasure', 'Erased'].length + shards;

/** Of a day of deadlines without a refill (infra/deadlines.ts). */
export const DEADLINES_TRANSITIONS =
  ['ListGroups', 'TendGroups', 'BeginRefill', 'AnyRefill', 'SettleWave', 'DayDone'].length + SHARD_GROUPS.length;

/** Of a notification (infra/notification.ts). */
export const NOTIFICATION_TRANSITIONS = ['ListShards', 'NotifyShards', 'FinishNotification', 'Notified'].length + shards;

/** Every line of the bill of a month with so many waves of that size. */
export function termsOf(wave: Wave, waves: number, region: Region, stage: Stage): Term[] {
  const { registrations, places } = wave;
  const requests = registrations * ASSUMED.requestsPerRegistration;
  const lookUps = registrations * ASSUMED.lookUpsPerRegistration;
  const joins = requests * ASSUMED.joining;
  const activations = places * ASSUMED.requestsPerActivation;
  const reads = registrations * wave.reads;
  const atOrigin = originReads(wave);
  const recountFiles = ASSUMED.recounts * ASSUMED.filesPerRecount;
  const functions = functionsOf(wave);
  const opening = openingLimits(stage);
  const withoutAny = openingLimits({ opening: { provisionedConcurrency: 0, reservedConcurrency: 0, warmWriteUnits: 0 } });
  const itemGb = (registrations * (MEASURED.itemBytes + 100) + places * 1_050) / GB;
  const walks = MEASURED.readUnitsOfAWalk * registrations;
  const apiCalls = requests + lookUps + activations + atOrigin + recountFiles;
  const pageFiles = registrations * ASSUMED.pageFilesPerRegistration;
  const edgeRequests = requests + lookUps + activations + reads + recountFiles + pageFiles;
  const terms: Term[] = [];
  const add = (
    service: string,
    what: string,
    price: PriceName,
    units: number,
    follows: Scales,
    basis: string,
    id = `${service} ${what}`,
  ) => {
    const inAll = follows === 'month' ? units : units * waves;
    terms.push({
      id,
      service,
      what,
      units: inAll,
      price,
      usd: costOf(price, inAll),
      basis,
      follows,
      caveat: caveatOf(price, region),
    });
  };

  add(
    'CloudFront',
    'requests',
    'edgeRequests',
    edgeRequests,
    'mixed',
    `${wave.reads} reads, ${ASSUMED.requestsPerRegistration} registrations and ${ASSUMED.lookUpsPerRegistration} look-ups per registration; ${ASSUMED.pageFilesPerRegistration} files of pages; activations; recounts`,
  );
  const outGb =
    (reads * ASSUMED.readBytes +
      requests * ASSUMED.registrationBytes +
      lookUps * ASSUMED.lookUpBytes +
      registrations * ASSUMED.pageBytesPerRegistration +
      ASSUMED.recounts * ASSUMED.recountBytesPerRegistration * registrations) /
    GB;
  add(
    'CloudFront',
    'to callers',
    'edgeBytesOut',
    outGb,
    'people',
    `${ASSUMED.readBytes} bytes a read, ${ASSUMED.registrationBytes} a receipt; ${ASSUMED.recounts} recounts of ${ASSUMED.recountBytesPerRegistration} bytes a registration`,
  );
  add(
    'CloudFront',
    'to the origin',
    'edgeBytesToOrigin',
    (requests * ASSUMED.bodyBytes) / GB,
    'people',
    `${ASSUMED.bodyBytes} bytes a form`,
  );
  add(
    'CloudFront',
    'calls of its function',
    'edgeFunctionCalls',
    registrations * ASSUMED.pagesPerRegistration,
    'people',
    `${ASSUMED.pagesPerRegistration} pages a registration, without what they load`,
  );
  add('WAF', 'web ACL', 'firewallLists', STANDING.firewalls, 'month', 'template');
  add('WAF', 'rules', 'firewallRules', STANDING.firewallRules, 'month', 'template; AWS’s own groups count as one each');
  add('WAF', 'requests', 'firewallRequests', edgeRequests, 'mixed', 'every request at the edge');
  add(
    'API Gateway',
    'requests',
    'apiRequests',
    apiCalls,
    'mixed',
    `registrations, look-ups, activations, recounts, and ${Math.round(atOrigin).toLocaleString('en')} reads that the edge passes on`,
  );

  for (const fn of functions) {
    add('Lambda', `calls of ${fn.name}`, 'lambdaRequests', fn.calls, fn.callsFollow, fn.basis);
    add(
      'Lambda',
      `GB-seconds of ${fn.name}`,
      'lambdaSeconds',
      fn.seconds * (fn.memoryMb / 1_024),
      fn.secondsFollow,
      `${fn.memoryMb} MB; ${fn.basis}`,
    );
  }
  add(
    'Lambda',
    'provisioned concurrency',
    'provisionedSeconds',
    opening.provisionedConcurrency * 0.5 * ASSUMED.warmHours * 3_600,
    'wave',
    `${opening.provisionedConcurrency} environments of 512 MB for ${ASSUMED.warmHours * 60} minutes (the stage’s opening)`,
  );

  add(
    'DynamoDB',
    'writes of registrations',
    'writeUnits',
    requests * MEASURED.writeUnitsPerRegistration,
    'people',
    'measured: 1.00 each; a repeat’s refused condition costs as much',
  );
  add('DynamoDB', 'writes of awards', 'writeUnits', places * MEASURED.writeUnitsPerAward, 'people', 'measured: 6.00 each');
  add(
    'DynamoDB',
    'writes of activations and revocations',
    'writeUnits',
    places * MEASURED.writeUnitsPerMove,
    'people',
    'measured: 4.00 each, one for each place',
  );
  add(
    'DynamoDB',
    'writes of partners’ requests',
    'writeUnits',
    activations * ASSUMED.writeUnitsPerPartnersRequest,
    'people',
    'the nonce, and the request in the transaction of its place',
  );
  add(
    'DynamoDB',
    'writes of erasures',
    'writeUnits',
    Math.max(0, registrations - places),
    'people',
    'sealed details of those not selected, one update each',
  );
  add('DynamoDB', 'writes of lists', 'writeUnits', ASSUMED.listLines, 'wave', 'an item of some 150 bytes a line');
  add('DynamoDB', 'writes of waves and audit log', 'writeUnits', joins, 'people', 'an entry for each registration by joining');
  add(
    'DynamoDB',
    'reads while registering',
    'readUnits',
    requests * (0.5 + ASSUMED.waveReadsPerRegistration) + joins * 2,
    'people',
    'recipients (0.5), the wave now and then; joining reads the registration and the end of its audit chain',
  );
  add('DynamoDB', 'reads of waves', 'readUnits', atOrigin + lookUps, 'mixed', 'one each at the origin');
  add(
    'DynamoDB',
    'reads of screening',
    'readUnits',
    registrations * MEASURED.readUnitsOfScreening,
    'people',
    'measured: the shard, person, household and one list, all strong',
  );
  add(
    'DynamoDB',
    'reads of awarding',
    'readUnits',
    walks * ASSUMED.awardRounds,
    'people',
    'measured: whole shards again in each round',
  );
  add('DynamoDB', 'reads of look-ups', 'readUnits', lookUps * 0.5, 'people', 'the own item');
  add(
    'DynamoDB',
    'reads of activations',
    'readUnits',
    activations * ASSUMED.readUnitsPerActivation,
    'people',
    'partner, earlier request, wave and award',
  );
  add('DynamoDB', 'reads of reports', 'readUnits', (walks / 32) * ASSUMED.reports, 'people', 'eight of 256 shards each time');
  // Each day reads every entry of the wave's journals, some 350 bytes each, and the items of those that are still to be used.
  add(
    'DynamoDB',
    'reads of days of deadlines',
    'readUnits',
    places * ASSUMED.daysOfDeadlines * (350 / 4096 + 1),
    'people',
    'the journals of all places, and at most each recipient',
  );
  add(
    'DynamoDB',
    'writes of notices',
    'writeUnits',
    registrations * 3 + places,
    'people',
    'taken, sent and the audit log for everybody; the recipient’s item for each who is selected',
  );
  add(
    'DynamoDB',
    'reads of notices',
    'readUnits',
    walks + registrations * 2,
    'people',
    'whole shards once; the registration and the end of its audit chain for each message',
  );
  add('DynamoDB', 'reads of erasures', 'readUnits', walks, 'people', 'measured: whole shards once');
  add(
    'DynamoDB',
    'storage',
    'tableStorage',
    itemGb,
    'people',
    `measured: ${MEASURED.itemBytes} bytes a registration, and 100 of DynamoDB’s own; three items of 350 an award; the first month`,
  );
  add('DynamoDB', 'point-in-time recovery', 'tableRecovery', itemGb, 'people', 'as much as is stored');
  add(
    'DynamoDB',
    'warm throughput for writes',
    'warmWriteUnits',
    opening.warmWriteUnits - withoutAny.warmWriteUnits,
    'month',
    'beyond the 4,000 of a new table, of registrations (the stage’s opening); once, not each month',
  );

  add(
    'Step Functions',
    'selection',
    'stateTransitions',
    selectionTransitions(wave),
    'mixed',
    `the workflow’s states, ${ASSUMED.awardRounds} award rounds`,
  );
  add(
    'Step Functions',
    'deadlines',
    'stateTransitions',
    DEADLINES_TRANSITIONS * ASSUMED.daysOfDeadlines,
    'wave',
    'the workflow’s states, on each day on which something is due',
  );
  add('Step Functions', 'notification', 'stateTransitions', NOTIFICATION_TRANSITIONS, 'wave', 'the workflow’s states');
  add('Step Functions', 'erasure', 'stateTransitions', ERASURE_TRANSITIONS, 'wave', 'the workflow’s states');

  const written = shards * (3 + 2 * ASSUMED.awardRounds + 1) + 30;
  const fetched = shards * (2 + (ASSUMED.awardRounds + 1) + 3 * ASSUMED.awardRounds + 2 + 1) + 100;
  add(
    'S3',
    'puts',
    'bucketPuts',
    written,
    'wave',
    'files of the selection: three a shard by screening, two a round, one of results',
  );
  add(
    'S3',
    'gets',
    'bucketGets',
    fetched + lookUps * 4 + recountFiles,
    'mixed',
    'steps that read each other’s files; four for each look-up; recounts',
  );
  const fileBytes = MEASURED.screenedBytes + 45;
  add(
    'S3',
    'storage',
    'bucketStorage',
    (registrations * fileBytes + places * 90) / GB,
    'people',
    `measured: ${MEASURED.screenedBytes} bytes a registration by screening, 45 of results; the first month of years`,
  );

  const lines = (requests * ASSUMED.loggedRequests + registrations) * ASSUMED.functionLineBytes * wave.logs;
  const access = apiCalls * ASSUMED.accessLineBytes * wave.logs;
  add(
    'CloudWatch',
    'logs of functions',
    'logIngestion',
    lines / GB,
    'people',
    `${ASSUMED.functionLineBytes} bytes for each who joins or is refused and for each message, platform lines off`,
  );
  add('CloudWatch', 'access log', 'logIngestion', access / GB, 'mixed', `${ASSUMED.accessLineBytes} bytes a request of the API`);
  add(
    'CloudWatch',
    'logs kept',
    'logStorage',
    ((lines + access) * ASSUMED.logCompression) / GB,
    'mixed',
    'compressed; the first month',
  );
  add('CloudWatch', 'metrics', 'metrics', STANDING.metrics, 'month', 'metric filters of the template');
  add('CloudWatch', 'alarms', 'alarms', STANDING.alarmMetrics, 'month', 'templates');
  const calls = functions.filter(({ callsFollow }) => callsFollow !== 'month').reduce((sum, fn) => sum + fn.calls, 0);
  add('X-Ray', 'traces', 'traces', calls * wave.tracing, 'mixed', `${wave.tracing * 100} % of the calls of functions`);
  add(
    'X-Ray',
    'traces of the wave clock',
    'traces',
    MINUTES_A_MONTH,
    'month',
    'one a second is always traced, so each of its calls is',
  );

  add('KMS', 'keys', 'keys', STANDING.keys, 'month', 'templates');
  add(
    'KMS',
    'openings',
    'keyAgreements',
    joins + registrations,
    'people',
    `${ASSUMED.joining * 100} % of the registrations come by joining; a message to everybody`,
  );
  add(
    'KMS',
    'requests of tables',
    'keyRequests',
    MINUTES_A_MONTH,
    'month',
    'DynamoDB asks for its table keys every five minutes and caller; one a minute taken',
  );
  add('Secrets Manager', 'secrets', 'secrets', STANDING.secrets, 'month', 'template');
  add(
    'Secrets Manager',
    'calls',
    'secretCalls',
    registrations * ASSUMED.coldStartsPerRegistration * 2,
    'people',
    'two for each environment that starts',
  );
  add(
    'EventBridge',
    'events',
    'busEvents',
    registrations,
    'people',
    'a notice of the result for everybody; what SNS asks for the message itself is not on this bill (docs/notifications.md)',
  );
  add('EventBridge Scheduler', 'calls', 'schedulerCalls', MINUTES_A_MONTH, 'month', 'one a minute');
  add('SQS', 'requests', 'queueRequests', 1_000, 'month', 'dead letters; a handful, a thousand taken');
  add('SNS', 'notifications', 'notifications', 1_000, 'month', 'alarms; a handful, a thousand taken');
  add('Cognito', 'users', 'signedInUsers', ASSUMED.users, 'month', 'officers and auditors');
  return terms;
}
