const USUAL = ['time', 'service', 'away']

/** What a business says often when it declines: its own phrases, or else those of the catalogue. */
export function declinePhrases(
  { declinePhrases: own }: { declinePhrases: string[] | null },
  translate: (key: string) => string
): string[] {
  return own ?? USUAL.map((name) => translate(`owner.phrase.${name}`))
}

/** As they are typed, one a line; each counts once. */
export function readPhrases(typed: string): string[] {
  const lines = typed.split(/\r?\n/).map((line) => line.trim().replaceAll(/\s+/g, ' '))
  return [...new Set(lines.filter(Boolean))]
}
