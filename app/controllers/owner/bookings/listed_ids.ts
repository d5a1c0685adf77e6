/** Of a list in an address, "1,2,3", or in a form, where it may arrive as an object with positions as names. */
export function listOf(sent: unknown): unknown[] {
  if (sent === null || sent === undefined || sent === '') return []
  if (typeof sent === 'object') return Object.values(sent)
  return typeof sent === 'string' ? sent.split(',') : [sent]
}
