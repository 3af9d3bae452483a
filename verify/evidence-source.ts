/** Where the public files of one wave are read. */
export type EvidenceSource = {
  /** How the source is called on the screen. */
  name: string;
  /** The wave that was asked for by its name; a folder may have any. */
  wave?: string;
  /** @returns a file's bytes, or undefined when there is none @throws Unreachable */
  read(file: string): Promise<Uint8Array | undefined>;
};

/** A source that doesn't answer: no verdict on the files. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** Read by one check each, and most of a wave's bytes; all other files are looked at by several. */
const OF_SHARDS = /^(?:entrants|exclusions|results)\//;

/** A source that gives all checks the same bytes of a file, whatever a server would answer the second time. */
export function readOnce(source: EvidenceSource): EvidenceSource {
  const known = new Map<string, Promise<Uint8Array | undefined>>();
  return {
    ...source,
    read(file) {
      if (OF_SHARDS.test(file)) return source.read(file);
      const read = known.get(file) ?? source.read(file);
      known.set(file, read);
      return read;
    },
  };
}
