/** From 9, 9:30, 09.30, 0930, 9am or 9:30 pm; null for what is no time. */
export function readWallTime(text: string, { isEnd = false } = {}): string | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim())
  if (!match) return null
  const [, hourText, minuteText = '00', half] = match
  const hour = half ? hourOfHalf(Number(hourText), half.toLowerCase()) : Number(hourText)
  const minute = Number(minuteText)
  if (hour === 24 && minute === 0 && isEnd) return '24:00'
  if (hour === null || hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${minuteText}`
}

function hourOfHalf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

export function minutesOfTime(wallTime: string): number {
  const [hours, minutes] = wallTime.split(':').map(Number)
  return hours * 60 + minutes
}
