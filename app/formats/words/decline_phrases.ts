const USUAL = ['time', 'service', 'away']

type Translate = (key: string) => string

export function declinePhrases(
  { declinePhrases: own }: { declinePhrases: string[] | null },
  translate: Translate
): string[] {
  return own ?? usualPhrases(translate)
}

/**
 * A reason as its client reads it: it is kept as the business wrote it, a usual phrase in its language.
 *
 * @param owners what the owner's side speaks, in which a usual phrase was chosen
 */
export function declineReason(
  reason: string | null,
  translate: Translate,
  owners: Translate
): string | null {
  const kept = usualPhrases(owners)
  const index = kept.findIndex((phrase) => reason?.startsWith(phrase))
  if (reason === null || index === -1) return reason
  return usualPhrases(translate)[index] + reason.slice(kept[index].length)
}

function usualPhrases(translate: Translate): string[] {
  return USUAL.map((name) => translate(`guest.bookings.declined.${name}`))
}
