export interface OpeningRow {
  days: string
  /** Empty where no figure says from when. */
  hours: string
}

/** What a business wrote of its opening times, a row per line, the figures in a column of their own. */
export function openingRows(openingTimes: string): OpeningRow[] {
  const lines = openingTimes.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).map((line) => {
    const [, days, hours] = /^(\D+?)[\s:,]+(\d.*)$/u.exec(line) ?? [null, line, '']
    return { days, hours }
  })
}
