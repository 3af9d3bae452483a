import { describe, expect, it } from 'vitest';
import { parseFlags } from '#demo/flags.ts';

describe("the demo's flags", () => {
  it('has defaults', () => {
    expect(parseFlags([])).toEqual({ kind: 'run', scale: 0.001, seed: 2020, json: false });
  });

  it('takes scale, seed and json', () => {
    expect(parseFlags(['--scale', '0.0001', '--seed=0', '--json'])).toEqual({ kind: 'run', scale: 0.0001, seed: 0, json: true });
  });

  it('helps', () => {
    expect(parseFlags(['--help', '--scale', '7'])).toEqual({ kind: 'help' });
  });

  it.each([
    [['--scael', '0.1']],
    [['--scale']],
    [['--scale', 'much']],
    [['--scale', '-1']],
    [['--scale', '0']],
    [['--scale', '1']],
    [['--scale', '1e-3']],
    [['--scale', '']],
    [['--seed', '1.5']],
    [['--seed', '4294967296']],
    [['--json=yes']],
    [['wave-5']],
  ])('refuses %j with one sentence', (args) => {
    const flags = parseFlags(args);
    expect(flags).toMatchObject({ kind: 'refused', sentence: expect.stringMatching(/^[^\n]+\.$/) });
  });
});
