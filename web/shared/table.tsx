import type { ComponentChildren } from 'preact';

/** A column of a table: what stands over it, and what it says of a row. Numbers stand at the right. */
export type Column<Row> = {
  heading: string;
  cell(row: Row): ComponentChildren;
  numeric?: true;
};

/**
 * Rows as a table that can be scrolled sideways on a small screen, by the keyboard too. The first column names the row.
 * @param props.caption what the table says, for whoever hears it
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
}) {
  return (
    <section class="table" tabindex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ heading, numeric }) => (
              <th key={heading} scope="col" class={numeric && 'numeric'}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ heading, cell, numeric }, at) =>
                at === 0 ? (
                  <th key={heading} scope="row" class={numeric && 'numeric'}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading} class={numeric && 'numeric'}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
