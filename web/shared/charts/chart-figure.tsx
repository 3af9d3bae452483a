import type { ComponentChildren } from 'preact';
import { csvText } from '#web/shared/csv.ts';
import { saveFile } from '#web/shared/save-file.ts';
import { type Column, Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { CHARTS } from '#web/shared/texts/charts.ts';

/** A column of the table beside a chart, and the plain value that a file holds of it. */
export type ChartColumn<Row> = Column<Row> & { value(row: Row): string | number };

export type ChartFigureProps<Row> = {
  title: string;
  /** The same rows that are drawn. */
  rows: readonly Row[];
  columns: readonly ChartColumn<Row>[];
  keyOf(row: Row): string;
  /** Of the file that one may save, without ending. */
  fileName: string;
  language: Language;
  /** The drawing, with `role="img"` and a label that says what it shows; what it says by colour it says by form too. */
  children: ComponentChildren;
};

/** A chart with its numbers as a table and as a file: nobody has to read a drawing. */
export function ChartFigure<Row>({ title, rows, columns, keyOf, fileName, language, children }: ChartFigureProps<Row>) {
  const say = saying(CHARTS, language);
  const save = () => {
    const lines = [columns.map(({ heading }) => heading), ...rows.map((row) => columns.map(({ value }) => value(row)))];
    saveFile(`${fileName}.csv`, csvText(lines), 'text/csv');
  };
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {children}
      <details>
        <summary>{say('asTable')}</summary>
        <Table caption={title} columns={columns} rows={rows} keyOf={keyOf} />
        <button type="button" class="button second" onClick={save}>
          {say('save')}
        </button>
      </details>
    </figure>
  );
}
