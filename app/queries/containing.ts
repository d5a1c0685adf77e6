/** A pattern for LIKE that has the text anywhere, and takes none of its signs for a wildcard. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`
}
