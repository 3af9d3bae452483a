/** How long before the deadline the phone rings: a week, and a day. */
const ALARMS = ['-P7D', '-P1D'];

/**
 * The deadline as an entry for a phone's calendar (RFC 5545). It names the programme and nobody.
 * @param deadline the last instant at which a place can be used, ISO text
 */
export function deadlineCalendar(deadline: string, title: string): { name: string; text: string } {
  const at = `${deadline.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const alarms = ALARMS.flatMap((trigger) => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:${trigger}`,
    `DESCRIPTION:${title}`,
    'END:VALARM',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Gelombang//applicants//ID',
    'BEGIN:VEVENT',
    `UID:${at}@gelombang`,
    `DTSTAMP:${at}`,
    `DTSTART:${at}`,
    `SUMMARY:${title}`,
    ...alarms,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  return { name: 'gelombang.ics', text: lines.join('\r\n') };
}
