import type { HourClock } from '#formats/words/locales'

/** `timeZone` is an IANA name, `locale` a language tag. */
export interface ClientDetails {
  name: string
  email: string | null
  phone: string | null
  notes: string | null
  timeZone: string
  locale: string
  /** Where they chose another than that of their language. */
  clock?: HourClock | null
  /** To be texted about this booking, at that number. */
  agreesToTexts?: boolean
  /** The text that they agreed to when they booked. */
  consentTextId?: number | null
}
