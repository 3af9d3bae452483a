import { describe, expect, test } from 'vitest';
import { messageText } from '#shared/notifications/message-texts.ts';
import { NOT_SELECTED_REASONS, type Notice, noticeIdOf, noticeSchema, REMINDER_DAYS } from '#shared/notifications/notice.ts';

const whom = { waveId: '2020-04', entryId: 'a'.repeat(32), registrationKey: 'b'.repeat(64) };
const deadline = '2020-09-12T16:59:00.000Z';
const ALL: Notice[] = [
  { kind: 'selected', ...whom },
  { kind: 'selected', ...whom, deadline },
  ...NOT_SELECTED_REASONS.map((reason): Notice => ({ kind: 'not-selected', ...whom, reason })),
  ...REMINDER_DAYS.map((daysLeft): Notice => ({ kind: 'reminder', ...whom, daysLeft, deadline })),
  { kind: 'revoked', ...whom, day: '2020-09-13' },
];

/** Two parts of a message in the GSM alphabet. */
const MOST_CHARACTERS = 2 * 153;

describe.each(ALL.map((notice) => [messageText(notice, 9999)]))('%s', (text) => {
  test('is in two parts at most, of characters that each phone shows', () => {
    expect(text).toMatch(/^[A-Za-z0-9 .,:\n-]+$/);
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
  });

  test('has both languages, no link, and what the programme never asks for', () => {
    const [id, en, ...more] = text.split('\n');
    expect(more).toEqual([]);
    expect(id).toMatch(/^Gelombang 9999: .+ Kami tidak pernah meminta OTP, PIN, atau uang\.$/);
    expect(en).toMatch(/^Wave 9999: .+ We never ask for an OTP, a PIN or money\.$/);
    expect(text).not.toMatch(/https?:|www|\w\.\w*[a-z]/i);
  });
});

test('instants are told in the time of Jakarta, days as Indonesians write them', () => {
  expect(messageText({ kind: 'selected', ...whom, deadline }, 4)).toContain('paling lambat 12-09-2020 23.59 WIB.');
  expect(messageText({ kind: 'reminder', ...whom, daysLeft: 1, deadline }, 4)).toContain('1 day left');
  expect(messageText({ kind: 'revoked', ...whom, day: '2020-09-13' }, 4)).toContain('pada 13-09-2020.');
});

test('a notice has a name of its own for each thing that it tells', () => {
  const ids = ALL.map(noticeIdOf);
  expect(new Set(ids)).toEqual(
    new Set(
      ['selected', 'not-selected', 'reminder-14', 'reminder-7', 'reminder-1', 'revoked'].map(
        (what) => `2020-04.${'a'.repeat(32)}.${what}`,
      ),
    ),
  );
});

test('a notice has no field for anything of a person', () => {
  for (const notice of ALL) {
    expect(noticeSchema.parse(notice)).toEqual(notice);
    for (const field of ['nik', 'kk', 'phone', 'fullName'])
      expect(noticeSchema.safeParse({ ...notice, [field]: '3174056508920003' }).success).toBe(false);
  }
});
