import { textNumber, type Home } from '#formats/contacts/phone_numbers'

/** Of the sentence that whoever ticks the box has read; another sentence is another version. */
export const TEXT_CONSENT_WORDS = 1

interface Agreeing {
  phone: string | null
  agreesToTexts?: boolean
}

/** What a booking keeps of it: nothing where nobody agreed, or no number could be texted. */
export function textConsent({ phone, agreesToTexts = false }: Agreeing, business: Home, now: Date) {
  const textsTo = agreesToTexts && phone !== null ? textNumber(phone, business) : null
  if (textsTo === null) return { textsTo: null, textsAgreedAt: null, textsWords: null }
  return { textsTo, textsAgreedAt: now, textsWords: TEXT_CONSENT_WORDS }
}
