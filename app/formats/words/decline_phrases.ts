const USUAL = ['time', 'service', 'away']

export function declinePhrases(
  { declinePhrases: own }: { declinePhrases: string[] | null },
  translate: (key: string) => string
): string[] {
  return own ?? USUAL.map((name) => translate(`owner.requests.phrase.${name}`))
}

export function readPhrases(typed: string): string[] {
  const lines = typed.split(/\r?\n/).map((line) => line.trim().replaceAll(/\s+/g, ' '))
  return [...new Set(lines.filter(Boolean))]
}
