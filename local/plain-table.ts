/** Lines of cells in columns, as plain text; the first line is the head. Ends in a line break. */
export function plainTable(lines: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => visibleLength(line[column] ?? ''))),
  );
  const text = lines.map((line) => line.map((cell, column) => padded(printable(cell), widths[column] ?? 0)).join('  '));
  return text.map((line) => `${line.trimEnd()}\n`).join('');
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - visibleLength(cell)));
}

function visibleLength(cell: string): number {
  return Array.from(printable(cell)).length;
}

/** File names and texts are other people's: nothing in them may move the cursor. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}
