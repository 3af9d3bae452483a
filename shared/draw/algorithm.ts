/** The draw's name, part of every plan and of the seed's text. */
export const DRAW_ALGORITHM = 'gelombang/draw/v1';
