/** A province's place on a grid that has about the shape of the country: columns from the west, rows from the north, both from 0. */
export type Tile = { readonly code: string; readonly short: string; readonly column: number; readonly row: number };

const TILES: readonly (readonly [code: string, short: string, column: number, row: number])[] = [
  ['11', 'Aceh', 0, 0],
  ['12', 'Sumut', 1, 1],
  ['13', 'Sumbar', 1, 2],
  ['14', 'Riau', 2, 1],
  ['15', 'Jambi', 2, 2],
  ['16', 'Sumsel', 2, 3],
  ['17', 'Bengkulu', 1, 3],
  ['18', 'Lampung', 2, 4],
  ['19', 'Babel', 3, 3],
  ['21', 'Kepri', 3, 1],
  ['31', 'Jakarta', 4, 4],
  ['32', 'Jabar', 4, 5],
  ['33', 'Jateng', 5, 5],
  ['34', 'DIY', 5, 6],
  ['35', 'Jatim', 6, 5],
  ['36', 'Banten', 3, 5],
  ['51', 'Bali', 7, 5],
  ['52', 'NTB', 8, 5],
  ['53', 'NTT', 9, 5],
  ['61', 'Kalbar', 5, 1],
  ['62', 'Kalteng', 5, 2],
  ['63', 'Kalsel', 6, 2],
  ['64', 'Kaltim', 6, 1],
  ['65', 'Kaltara', 6, 0],
  ['71', 'Sulut', 9, 0],
  ['72', 'Sulteng', 8, 1],
  ['73', 'Sulsel', 7, 2],
  ['74', 'Sultra', 8, 2],
  ['75', 'Gorontalo', 8, 0],
  ['76', 'Sulbar', 7, 1],
  ['81', 'Maluku', 10, 2],
  ['82', 'Malut', 10, 0],
  ['91', 'Papua', 12, 1],
  ['92', 'Pabar', 11, 1],
  ['93', 'Pasel', 12, 3],
  ['94', 'Pateng', 11, 2],
  ['95', 'Papeg', 12, 2],
  ['96', 'PBD', 11, 0],
];

export const COLUMNS = 13;
export const ROWS = 7;

/** Every province of the ministry's lists; which of them there were in a wave's year, its figures say. */
export const PROVINCE_TILES: readonly Tile[] = TILES.map(([code, short, column, row]) => ({ code, short, column, row }));
