export type Table = readonly (readonly string[])[];

/** For a terminal: columns as wide as they need to be, numbers to the right. */
export function renderText(table: Table): string {
  const widths = widthsOf(table);
  return table
    .map((row) => row.map((text, column) => pad(text, widths[column] ?? 0, column)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** For a page; padded, so that it can be read in an editor as well. */
export function renderMarkdown(table: Table): string {
  const widths = widthsOf(table);
  const lines = table.map(
    (row) => `| ${row.map((text, column) => pad(text, widths[column] ?? 0, column)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width, column) => (column < TEXT_COLUMNS ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return `${[...lines.slice(0, 1), rule, ...lines.slice(1)].join('\n')}\n`;
}

/** The first two say what was measured. */
const TEXT_COLUMNS = 2;

function pad(text: string, width: number, column: number): string {
  return column < TEXT_COLUMNS ? text.padEnd(width) : text.padStart(width);
}

function widthsOf(table: Table): number[] {
  const columns = Math.max(...table.map((row) => row.length));
  return Array.from({ length: columns }, (_unused, column) =>
    Math.max(3, ...table.map((row) => (row[column] ?? '').length)),
  );
}
