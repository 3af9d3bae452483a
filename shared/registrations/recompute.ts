import { type SeedFacts, seedText } from '../draw/seed.ts';

/** A SHA-256 that anybody can make again: `command` is a line for bash that prints it with `printf` and `sha256sum` alone. */
export type Recomputed = { sha256: string; command: string };

/** The two digests that gave an entry its ticket. `text` and `hex` are exactly what was hashed. */
export type TicketRecount = { seed: { text: string } & Recomputed; ticket: { hex: string } & Recomputed };

/**
 * How the holder of a registration recounts the own ticket without trusting this software.
 * @param known the published seed (64 hex digits), and the ticket that is told (64 hex digits) of that entryId (32 hex digits)
 */
export function ticketRecount(facts: SeedFacts, known: { seed: string; entryId: string; ticket: string }): TicketRecount {
  const text = seedText(facts);
  const hex = known.seed + known.entryId;
  return {
    seed: { text, sha256: known.seed, command: `printf '${text.replaceAll('\n', '\\n')}' | sha256sum` },
    ticket: { hex, sha256: known.ticket, command: `printf '${hex.replace(/../g, '\\x$&')}' | sha256sum` },
  };
}
