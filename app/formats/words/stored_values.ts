interface Typed {
  values: Record<string, string>
  newer?: { stored: Record<string, string> }
}

export function storedInstead({ values, newer }: Typed, name: string): string | null {
  if (!newer) return null
  const stored = plain(newer.stored[name])
  return stored === plain(values[name]) ? null : stored
}

/** Browsers send line breaks as CR LF. */
function plain(text = ''): string {
  return text.replaceAll('\r\n', '\n').trim()
}
