/** The draw's name, part of every plan and of the seed's text. */
export const DRAW_ALGORITHM = 'gelombang/draw/v1';

/** The first line of a dry run's seed, where a draw's seed has `DRAW_ALGORITHM`: the two texts can't be the same. */
export const DRY_RUN_ALGORITHM = 'gelombang/dry-run/v1';
