import { foldedText } from '#formats/words/text'

export type TextAnswer = 'stop' | 'start' | 'help' | 'yes' | 'no'

/** As Twilio has them by itself, and the French word beside them. */
const STOP = new Set([
  ...['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'cancel', 'optout', 'revoke', 'arret'],
])
const START = new Set(['start', 'unstop'])
const HELP = new Set(['help', 'info'])

/** In the languages that reminders are written in, whichever theirs is: none means the contrary in another. */
const YES = new Set(
  ['y', 'yes', 'j', 'ja', 'o', 'oui', 's', 'si', 'نعم', 'ن', 'اجل'].map((word) => foldedText(word))
)
const NO = new Set(['n', 'no', 'nein', 'non', 'لا', 'ل'].map((word) => foldedText(word)))

/** What an SMS says, where that is a word by itself; null for all else. */
export function textAnswer(body: string): TextAnswer | null {
  const word = foldedText(body)
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
  if (STOP.has(word)) return 'stop'
  if (START.has(word)) return 'start'
  if (HELP.has(word)) return 'help'
  if (YES.has(word)) return 'yes'
  return NO.has(word) ? 'no' : null
}

/** "YES" takes a stop back, as Twilio has it, where there is one. */
export function isRestart(body: string): boolean {
  return ['start', 'unstop', 'yes'].includes(foldedText(body).trim())
}

export const TEXT_CAUSES = [
  ...(['text_stopped', 'text_number', 'text_phone_off'] as const),
  ...(['text_filtered', 'text_other'] as const),
]

/** Why a text that Twilio took did not arrive, by its code. */
export function undeliveredCause(code: string): (typeof TEXT_CAUSES)[number] {
  switch (code) {
    case '21610':
    case '30004':
      return 'text_stopped'
    case '21211':
    case '21614':
    case '30005':
    case '30006':
      return 'text_number'
    case '30003':
      return 'text_phone_off'
    case '30007':
    case '30034':
      return 'text_filtered'
    default:
      return 'text_other'
  }
}
