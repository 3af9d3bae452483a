/** One enforcement taken out or weakened, and where that must show. */
export type Mutant = {
  /** What is taken out, as a sentence. */
  name: string;
  /** Path from the repository's root. */
  file: string;
  /** Occurs exactly once in the file. */
  find: string;
  replace: string;
  /** Test files of which at least one test must fail. */
  tests: readonly string[];
  /** Part of the names of the tests that are to run (a regular expression), where a whole file takes long. */
  named?: string;
  /** Why it may survive: only for what no test can see, such as a second guard behind a first. */
  reason?: string;
};

/** What is wrong with an entry of the table, given the text of its file, or undefined. @param text undefined when there is no such file */
export function staleness({ file, find, replace }: Mutant, text: string | undefined): string | undefined {
  if (text === undefined) return `${file} is not there`;
  const times = text.split(find).length - 1;
  if (times !== 1) return `${file} holds the text to be replaced ${times} times instead of once: ${JSON.stringify(find)}`;
  return find === replace ? `nothing is changed in ${file}` : undefined;
}
