import { type Notice, noticeIdOf } from '#shared/notifications/notice.ts';
import type { Item } from './cloud/expressions.ts';
import { MINUTE_MS } from './people.ts';
import type { Programme } from './programme.ts';
import { hold } from './violation.ts';

/** An outage over, each of a few hundred notices is delivered at its first or second try. */
const MOST_ROUNDS = 20;

/** Hands one event over, as often as it is asked. @throws what ended the function */
export function handOver(programme: Programme, detail: string): Promise<void> {
  const notice = JSON.parse(detail) as Notice;
  return programme.bus.handOver(noticeIdOf(notice), detail, () => programme.deliver({ detail: notice }));
}

/** What must hold of messages at every moment: nobody is told the same twice, but by a function that died, or got no answer, between sending and noting it. */
export function checkDelivered({ bus, tables }: Programme): void {
  const items = new Map(tables.items('deliveries').map((item) => [item['noticeId'] as string, item]));
  for (const [noticeId, of] of Map.groupBy(bus.deliveries, (delivery) => delivery.noticeId)) {
    const whole = of.filter(({ ended, sent }) => ended === 'done' && sent > 0);
    hold(whole.length <= 1, `${noticeId} was delivered ${whole.length} times`);
    const isDone = of.some(({ ended }) => ended === 'done');
    hold(
      !isDone || ['sent', 'undeliverable'].includes(String(items.get(noticeId)?.['state'])),
      `${noticeId} is done, and not noted`,
    );
    for (const { sent, unanswered } of whole) hold(sent - unanswered <= 1, `${noticeId} was sent ${sent} times in one delivery`);
  }
}

/** Once all outages are over everybody has been told what there was to tell: the truth, and each of it once. */
export async function untilDelivered(programme: Programme): Promise<void> {
  const { bus, faults, simulation, tables } = programme;
  faults.heal();
  for (let round = 0; bus.pending.length > 0; round++) {
    hold(round < MOST_ROUNDS, `${bus.pending.length} notices are still not delivered`);
    await simulation.until(Promise.allSettled([...new Set(bus.pending)].map((detail) => handOver(programme, detail))));
    // Until the lease of whoever has died is over.
    await simulation.advanceTo(simulation.now + 2 * MINUTE_MS);
  }
  checkDelivered(programme);
  const places = new Map(tables.items('recipients').map((item) => [item['awardId'] as string, item]));
  const later = selectedLater(programme);
  const sent = Map.groupBy(bus.deliveries, ({ noticeId }) => noticeId);
  for (const detail of bus.notices) {
    const notice = JSON.parse(detail) as Notice;
    const place = places.get(`${notice.waveId}/${notice.entryId}`);
    const noticeId = noticeIdOf(notice);
    hold(isTrue(notice, place, later), `${noticeId} is not what became of its entry`);
    hold(notice.kind !== 'revoked' || place?.['state'] === 'revoked', `${noticeId} tells of a place that has not come back`);
    const state = tables.items('deliveries').find((item) => item['noticeId'] === noticeId)?.['state'];
    const messages = (sent.get(noticeId) ?? []).reduce((sum, delivery) => sum + delivery.sent, 0);
    hold(state === 'undeliverable' || messages > 0, `${noticeId} was noted as ${state}, and nobody has sent it`);
    hold(
      notice.kind !== 'selected' || state !== 'sent' || place?.['notifiedAt'] !== undefined,
      `${noticeId} is not noted on the place`,
    );
  }
}

/** Whether what somebody is told is so. Who was not selected in the draw may have got a place later, and been told that too. */
function isTrue(notice: Notice, place: Item | undefined, later: ReadonlySet<string>): boolean {
  if (notice.kind === 'appeal-decided' && notice.decision === 'dismissed') return true;
  return notice.kind === 'not-selected' ? place === undefined || later.has(notice.entryId) : place !== undefined;
}

/** The entries that got a place in a refill, as published, or by an appeal. */
function selectedLater({ bucket, tables }: Programme): Set<string> {
  const files = [...bucket.objects].filter(([key]) => /\/refills\/\d+-winners\.csv$/.test(key));
  const lines = files.flatMap(([, bytes]) => Buffer.from(bytes).toString().split('\n'));
  const appealed = tables.items('appeals').filter(({ state }) => state === 'granted');
  return new Set([...lines.flatMap((line) => line.split(',')[1] ?? []), ...appealed.map(({ entryId }) => String(entryId))]);
}
