/** One wave as published. `null`: no figure was found. Times are the published WIB times (UTC+07:00). */
export type PublishedWave = {
  readonly number: number;
  readonly opensAt: string;
  readonly closesAt: string;
  /** Registrations that joined the wave. */
  readonly joined: number | null;
  /** Places announced beforehand. */
  readonly quota: number | null;
  /** Recipients named by decree. */
  readonly selected: number;
  /** Places taken back later, where a figure was published. */
  readonly revoked?: number;
  readonly note?: string;
};

/**
 * Kartu Prakerja, waves (gelombang) 1 to 11 of 2020, as published by the programme's management and reported in the press.
 */
export const WAVES_2020: readonly PublishedWave[] = [
  {
    number: 1,
    opensAt: '2020-04-11T19:00+07:00',
    closesAt: '2020-04-16T16:00+07:00',
    joined: 2_078_026,
    quota: 200_000,
    selected: 168_111,
  },
  {
    number: 2,
    opensAt: '2020-04-20T00:00+07:00',
    closesAt: '2020-04-23T16:00+07:00',
    joined: 1_044_312,
    quota: null,
    selected: 288_154,
    note: 'joined as of 22 April 16:17',
  },
  {
    number: 3,
    opensAt: '2020-04-27T00:00+07:00',
    closesAt: '2020-04-30T16:00+07:00',
    joined: null,
    quota: null,
    selected: 224_615,
    note: 'the cumulative decrees imply 38 more over waves 1 to 3',
  },
  {
    number: 4,
    opensAt: '2020-08-08T00:00+07:00',
    closesAt: '2020-08-12T23:59+07:00',
    joined: 1_200_000,
    quota: 800_000,
    selected: 800_000,
  },
  {
    number: 5,
    opensAt: '2020-08-15T12:00+07:00',
    closesAt: '2020-08-23T12:00+07:00',
    joined: 1_770_000,
    quota: 800_000,
    selected: 800_000,
    revoked: 47_818,
    note: 'closing was extended from 19 to 23 August while the wave was open',
  },
  {
    number: 6,
    opensAt: '2020-08-27T12:00+07:00',
    closesAt: '2020-08-31T12:00+07:00',
    joined: 1_760_000,
    quota: 800_000,
    selected: 800_000,
  },
  {
    number: 7,
    opensAt: '2020-09-03T12:00+07:00',
    closesAt: '2020-09-07T12:00+07:00',
    joined: 2_800_000,
    quota: 800_000,
    selected: 800_000,
  },
  {
    number: 8,
    opensAt: '2020-09-10T12:00+07:00',
    closesAt: '2020-09-14T12:00+07:00',
    joined: 4_700_000,
    quota: 800_000,
    selected: 800_000,
    revoked: 34_747,
  },
  {
    number: 9,
    opensAt: '2020-09-17T12:00+07:00',
    closesAt: '2020-09-21T12:00+07:00',
    joined: 5_900_000,
    quota: 800_000,
    selected: 800_000,
  },
  {
    number: 10,
    opensAt: '2020-09-26T12:00+07:00',
    closesAt: '2020-09-28T12:00+07:00',
    joined: 6_700_000,
    quota: 116_261,
    selected: 116_261,
  },
  {
    number: 11,
    opensAt: '2020-11-02T12:00+07:00',
    closesAt: '2020-11-04T12:00+07:00',
    joined: 6_000_000,
    quota: 382_868,
    selected: 390_495,
    note: 'a recovery wave: its quota is the places revoked from waves 1 to 10',
  },
];

/**
 * The published totals. The single waves add up to 38 recipients fewer than the decrees (see wave 3's note), so a replay takes
 * its total from here and spreads it over the waves in proportion to `selected`.
 */
export const TOTALS_2020 = {
  selectedByDecree: 5_987_674,
  revoked: 478_619,
  effective: 5_509_055,
  selectedWaves1To10: 5_597_179,
  quotaWaves1To10: 5_597_183,
  registeredAccountsByNovember: 43_000_000,
} as const;

/** How fast people came when a wave opened. */
export const PEAK_2020 = { registrationsInOneMinute: 80_000, registrationsInFirst21Hours: 1_432_133 } as const;

/** Share of the registrants by province of domicile (October 2020); only the four largest were published. */
export const REGISTRANT_SHARE_OCTOBER_2020: Readonly<Record<string, number>> = {
  '32': 0.146,
  '35': 0.1196,
  '31': 0.1048,
  '33': 0.0851,
};
