const USUAL = ['time', 'service', 'away']

export function declinePhrases(
  { declinePhrases: own }: { declinePhrases: string[] | null },
  translate: (key: string) => string
): string[] {
  return own ?? USUAL.map((name) => translate(`owner.requests.phrase.${name}`))
}
