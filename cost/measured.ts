/**
 * What one wave uses, per registration or award, and where each number is from. Measured on two shared cores; processor time there varies by
 * half, units and bytes don't.
 */
export const MEASURED = {
  /** `npm run write-units`. */
  writeUnitsPerRegistration: 1,
  writeUnitsPerAward: 6,
  /** Of the transaction by which a place is used or comes back. */
  writeUnitsPerMove: 4,
  /** `npm run step-costs`: the engine's own count, one exclusion list. */
  readUnitsOfScreening: 3.03,
  /** Of each award round, per registration of the wave: whole shards are read again. The same for the erasure. */
  readUnitsOfAWalk: 0.152,
  itemBytes: 620,
  cpuMsOfScreening: 0.156,
  cpuMsOfAnAward: 1.024,
  cpuMsOfAnErasure: 0.709,
  screenedBytes: 115,
  /** `npm run bench-opening-model`: processor time of a warm registration. */
  cpuMsOfARegistration: 2.63,
  /** Its start, until the first registration is through. */
  cpuMsOfAColdStart: 184,
  /** `npm run bench-draw-memory -- --entries 2000000`: 3.9 s, the making of the entries included. */
  cpuMsOfDrawingAnEntry: 0.002,
} as const;

/** What was not measured, and why it is what it is. */
export const ASSUMED = {
  /** Double clicks and lost answers: the share that the demo's crowd has (demo/crowd.ts). Each is a request, and a write unit for its refused condition. */
  requestsPerRegistration: 1.04,
  /** Of those who register, by one press with a manage token instead of the form: one call of KMS and one entry of the audit log each. */
  joining: 0.1,
  /** How often somebody looks up the own result. */
  lookUpsPerRegistration: 2,
  /** Of those who register a rule refuses one in ten, and of those one in fifty appeals. */
  refusedByRule: 0.1,
  appealsPerRefusal: 0.02,
  /** Places are activated once; one request in ten comes again, since its answer was lost. */
  requestsPerActivation: 1.1,
  /** A signature checked and six calls of tables: as two registrations. */
  cpuMsOfAnActivation: 5.3,
  /** Beside those of the place: the nonce (1), and the request in the place's transaction (2). */
  writeUnitsPerPartnersRequest: 3,
  /** Partner, earlier request, wave and award, all strong. */
  readUnitsPerActivation: 4,
  /** From opening to closing: 8 to 12 August 2020. */
  windowDays: 4.5,
  /** Edge caches that ask the origin for two paths every five seconds, at most (test/bench/opening/deployed-limits.ts). */
  edgeCopies: 30,
  edgePaths: 2,
  edgeSeconds: 5,
  /** Award rounds with winners; each is followed by a draw. A refill has few winners, whose shards travel sixteen to a batch. */
  /** Three of reminders, one of revocations, and one for those on hold. */
  daysOfDeadlines: 5,
  awardRounds: 2,
  refillBatches: 16,
  /** Bytes that leave the edge for one read, one registration, one look-up: headers and compressed JSON. */
  readBytes: 1_500,
  registrationBytes: 2_500,
  lookUpBytes: 2_500,
  /** Pages of an applicant who comes to apply and comes back for the result, with all that they load (test/web/site.test.ts), and their bytes with headers. */
  pageFilesPerRegistration: 12,
  /** Of them those that are pages, not what a page loads: the home page, the form, the home page again, the result. */
  pagesPerRegistration: 4,
  pageBytesPerRegistration: 48_000,
  /** A form with its headers. */
  bodyBytes: 1_200,
  /** Strangers who recount a wave, each with all of its some 800 files. */
  recounts: 100,
  filesPerRecount: 800,
  recountBytesPerRegistration: 60,
  /** Officers and auditors look at a wave's ledger, or at the lists, so often. */
  looks: 200,
  /** The page of a wave is open for a day: a large one is reported every 15 seconds (web/officer/wave/pace.ts), each time eight of its shards are counted. */
  reports: 5_760,
  audits: 50,
  dryRuns: 3,
  plans: 5,
  /** Lines of the lists that are imported for a wave; 2,000 of them are a chunk, which is a call (shared/lists/list-lines.ts). */
  listLines: 1_000_000,
  listChunkLines: 2_000,
  /** Processor time of a line: a keyed hash, and a conditional put that is signed and answered. */
  cpuMsOfAListLine: 0.3,
  /** Conditional puts of one chunk that travel at once. */
  listPutsAtOnce: 32,
  /** Of the table and the bucket, for one call: single-digit milliseconds, and two of them; twenty for an object. */
  tableCallMs: 5,
  bucketCallMs: 20,
  keyCallMs: 20,
  /** Of the bus and of SNS, for one call. */
  busCallMs: 20,
  messageCallMs: 50,
  /** Processor time of putting a notice on the bus, and of delivering one: as a registration with twice its calls. */
  cpuMsOfANotice: 0.1,
  cpuMsOfADelivery: 6,
  /** Of hashing and counting an entrant's line. */
  cpuMsOfCommitting: 0.002,
  /** Processor time of a read of waves: as a registration less its sealing and signing, taken as the same. */
  cpuMsOfARead: 2.63,
  /** Of a look-up: a shard's results are read and split by lines, 39,000 of them at ten million. */
  cpuMsOfALookUpPerResult: 0.0003,
  /** Registrations that read the wave anew: one in ten finds its environment's copy older than five seconds. */
  waveReadsPerRegistration: 0.1,
  /** X-Ray's default rule: one a second, and one in twenty of the rest. */
  tracing: 0.05,
  /** Requests of registering for which a function writes a line: those who join (a tenth), and who is refused; who registers by form stands in the access log. */
  loggedRequests: 0.12,
  /** Bytes of a line in CloudWatch, 26 of its own included: of the function (time, level, request id, outcome, wave), of the API. */
  functionLineBytes: 250,
  accessLineBytes: 270,
  /** Of what is ingested, what is stored. */
  logCompression: 0.15,
  /** Hours in which environments are kept warm around an opening: 28 minutes (shared/opening/keep-ready.ts). */
  warmHours: 28 / 60,
  /** One in five thousand calls starts an environment: 2,000 at ten million. */
  coldStartsPerRegistration: 1 / 5_000,
  users: 30,
} as const;

/** Per month; 30 days. */
export const MINUTES_A_MONTH = 43_200;
