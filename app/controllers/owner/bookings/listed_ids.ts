/** Of a list in an address or a form: past twenty entries it arrives as an object with the positions as names. */
export function listOf(sent: unknown): unknown[] {
  if (sent === null || sent === undefined || sent === '') return []
  return typeof sent === 'object' ? Object.values(sent) : [sent]
}
