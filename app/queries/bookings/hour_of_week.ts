/** As an address says it: "2-16" is Tuesday from 16:00 to 17:00; 0 is Sunday. */
export interface HourOfWeek {
  weekday: number
  hour: number
}

export function hourOfWeek(text: string): HourOfWeek {
  const [weekday, hour] = text.split('-').map(Number)
  return { weekday, hour }
}
