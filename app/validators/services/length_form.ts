/** In minutes. */
const PRESETS = [15, 30, 45, 60, 120]

const OWN = 'own'

export const LENGTHS = [...PRESETS.map(String), OWN]

export function typedLength(minutes: number | undefined): Record<string, string> {
  const length = minutes === undefined || PRESETS.includes(minutes) ? String(minutes ?? 60) : OWN
  return { length, duration_minutes: String(minutes ?? 60) }
}

/** What was typed counts where none of the usual lengths was chosen. */
export function withChosenLength(body: Record<string, unknown>): Record<string, unknown> {
  const isPreset = PRESETS.some((minutes) => String(minutes) === body.length)
  return isPreset ? { ...body, duration_minutes: body.length } : body
}
