interface Typed {
  values: Record<string, string>
  newer?: { stored: Record<string, string> }
}

/** What is stored instead of what was typed into a field, where somebody else has saved meanwhile. */
export function storedInstead({ values, newer }: Typed, name: string): string | null {
  if (!newer) return null
  const stored = plain(newer.stored[name])
  return stored === plain(values[name]) ? null : stored
}

/** Browsers send lines that end in CR LF. */
function plain(text = ''): string {
  return text.replaceAll('\r\n', '\n').trim()
}
