import ConsentText from '#models/privacy/consent_text'

/** What a booking's client agreed to, as it was worded then. */
export function findConsent(id: number): Promise<ConsentText | null> {
  return ConsentText.find(id)
}
