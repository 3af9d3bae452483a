import fc from 'fast-check';
import type { ListFacts } from '#shared/lists/list-items.ts';
import { persistently, wordOf } from './desk.ts';
import { chunksOf, FILES, factsOf, LIST, otherThan } from './list-files.ts';
import type { Model } from './model.ts';
import { type HttpAnswer, OFFICER, type Programme } from './programme.ts';
import { Step } from './step.ts';
import { hold } from './violation.ts';

const WORDS = {
  begin: ['200', '201'],
  chunk: ['200', 'import-closed', 'unknown-import', 'other-bytes'],
  completion: ['200', '201', 'missing-chunks', 'unknown-import', 'faulty-lines', 'other-file'],
};

export class Import extends Step {
  readonly file: number;
  readonly copies: number;
  readonly until: number;
  /** @param until 1: begun only; 2: its chunk came; 3: completed */
  constructor(file: number, copies: number, until: number) {
    super();
    this.file = file;
    this.copies = copies;
    this.until = until;
  }
  /** An officer imports a file, or goes on with it, each step several times at once; beside it another file comes as the same chunk. */
  async act(_model: Model, programme: Programme): Promise<void> {
    const { simulation } = programme;
    const begun = await simulation.until(this.#ask(programme, 'begin', { body: factsOf(this.file) }, {}));
    const importId = begun.find(({ status }) => status < 300)?.json['importId'] as string | undefined;
    if (this.until === 1 || importId === undefined) return;
    const chunks = chunksOf(this.file).flatMap((chunk, at) =>
      [chunk, ...(this.copies > 1 ? [otherThan(chunk)] : [])].map((csv) =>
        this.#ask(programme, 'chunk', { csv }, { importId, number: String(at + 1) }),
      ),
    );
    await simulation.until(Promise.all(chunks));
    if (this.until === 2) return;
    const completed = await simulation.until(this.#ask(programme, 'completion', {}, { importId }));
    const names = () => programme.tables.items('exclusions').map(({ listId }) => listId);
    const done = completed.filter(({ status }) => status < 300);
    hold(done.length === 0 || FILES[this.file]?.isWhole === true, `${this}, became a version`);
    for (const { json } of done) hold(names().includes(json['version']), `${this}, is said to be ${json['version']}`);
  }
  async #ask(
    programme: Programme,
    step: keyof typeof WORDS,
    sent: { body?: ListFacts; csv?: string },
    path: Record<string, string>,
  ): Promise<HttpAnswer[]> {
    const asked = { waveId: '', path: { listId: LIST, ...path }, officer: OFFICER, ...sent };
    const ask = () => persistently(() => programme.request('import-list', asked));
    const answers = await Promise.all(Array.from({ length: this.copies }, ask));
    for (const word of answers.map(wordOf))
      hold(word === '503' || WORDS[step].includes(word), `${this}, was told ${word} at its ${step}`);
    return answers;
  }
  toString(): string {
    return `import(file ${this.file}, ${this.copies} at once, until step ${this.until})`;
  }
}

export const imports: fc.Arbitrary<Import> = fc
  .tuple(fc.integer({ min: 0, max: FILES.length - 1 }), fc.integer({ min: 1, max: 2 }), fc.constantFrom(1, 2, 3, 3, 3))
  .map((of) => new Import(...of));
